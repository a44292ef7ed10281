import type { ChartTime } from '../../corpus/record.js'
import { CURRENT, DOMAINS, LISTING_WORDS, MODES, SUMMARY } from './cues.js'
import { terms } from './terms.js'
import { readTimeFrame } from './time-frame.js'

/** Which points of a series an instruction wants first. */
export type TimeMode = 'last' | 'first' | 'highest' | 'lowest' | 'all' | 'any'

/** What an instruction says about where its answer lies. Nothing in it discards anything: it orders. */
export type Plan = {
  /** 'YYYY-MM-DD', both inclusive; null: open. */
  readonly since: string | null
  readonly until: string | null
  /** The one day that the instruction is about. */
  readonly day: string | null
  readonly mode: TimeMode
  /** Event domains that it asks for, 'vaccine' among them; empty where it names none. */
  readonly domains: readonly string[]
  /** It asks for what holds at the end, such as the medications being taken. */
  readonly isCurrent: boolean
  /** It asks for a kind of event and names nothing of that kind ('List the procedures of 2011'). */
  readonly isListing: boolean
  /** It asks for the whole of what happened, not for one thing. */
  readonly isSummary: boolean
  /** What was read by likeness of meaning, in words; empty where the rules knew all or nothing came near. */
  readonly alike: readonly string[]
  /** The instruction without its time frame and its patient. */
  readonly topic: string
}

/** In this order: a listing's words are what is left when its kind and its mode are taken away. */
const CUES = [...[...DOMAINS, ...MODES].map(([pattern]) => pattern), CURRENT, LISTING_WORDS].map(
  ({ source }) => new RegExp(source, 'g'),
)

/** True where an instruction says a kind, a mode, a state and names no thing besides. */
function namesNothing(topic: string): boolean {
  return terms(CUES.reduce((rest, cue) => rest.replace(cue, ' '), topic)).length === 0
}

/** Reads an instruction by rules over its words. What no rule knows costs nothing. */
export function readPlan(instruction: string, asOf: ChartTime | null): Plan {
  const text = instruction
    .replace(/\bpatient \d+(?:['’]s)?/gi, 'the patient')
    // A patient's number: no chart says it, and no dose has so many digits.
    .replace(/(?<![\d.])\d{7,}(?:['’]s)?(?![\d.])/g, ' ')
    .toLowerCase()
  const { since, until, day, rest: topic } = readTimeFrame(text, asOf)
  const mode = MODES.find(([pattern]) => pattern.test(topic))?.[1] ?? 'any'
  const domains = [...new Set(DOMAINS.flatMap(([pattern, names]) => (pattern.test(topic) ? names : [])))]
  const isCurrent = CURRENT.test(topic)
  const isBare = (domains.length > 0 || day !== null) && namesNothing(topic)
  const isListing = domains.length > 0 && isBare
  const isSummary = SUMMARY.test(topic) || (day !== null && isBare)
  // A list of what holds now wants the end of each series, not the whole.
  const wanted = isCurrent && mode === 'all' ? 'last' : mode
  return { since, until, day, mode: wanted, domains, isCurrent, isListing, isSummary, alike: [], topic }
}

/** True where a time lies in the plan's frame; an open frame holds all that is dated. */
export function isInFrame(time: ChartTime | null, { since, until }: Plan): boolean {
  const day = time?.slice(0, 10)
  return day !== undefined && (since === null || day >= since) && (until === null || day <= until)
}

/** The plan of an instruction that nobody read: its words alone. */
export function openPlan(instruction: string): Plan {
  return {
    since: null,
    until: null,
    day: null,
    mode: 'any',
    domains: [],
    isCurrent: false,
    isListing: false,
    isSummary: false,
    alike: [],
    topic: instruction.toLowerCase(),
  }
}

/** A plan in words, for whoever inspects a context. */
export function planText({
  since,
  until,
  day,
  mode,
  domains,
  isCurrent,
  isListing,
  isSummary,
  alike,
  topic,
}: Plan): string {
  const frame =
    day ?? (since === null && until === null ? 'any' : `${since ?? 'the beginning'} to ${until ?? 'the end'}`)
  const kinds = domains.length === 0 ? 'any' : domains.join(', ')
  const extras = [
    isCurrent ? 'what holds now' : '',
    isListing ? 'a listing' : '',
    isSummary ? 'a summary' : '',
    ...alike,
  ].filter((extra) => extra !== '')
  const rest = extras.length === 0 ? '' : `; ${extras.join(', ')}`
  return `time ${frame}; points ${mode}; kinds ${kinds}${rest}; topic "${topic.replaceAll(/\s+/g, ' ').trim()}"`
}
