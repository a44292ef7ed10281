import type { ChartTime } from '../corpus/record.js'
import type { TimeMode } from './cues.js'
import { CURRENT, DOMAINS, LISTING_WORDS, MODES, SUMMARY, TAKES_NOW } from './cues.js'
import { withoutAsides } from './kinds/asides.js'
import { COMPOUND, withoutKindCompounds, withoutModeCompounds } from './kinds/compounds.js'
import { namedKinds } from './kinds/named-kinds.js'
import { terms } from './terms.js'
import type { ChartClock } from './times/chart-clock.js'
import { readTimeFrame } from './times/time-frame.js'

/** What an instruction says about where its answer lies. Nothing in it discards anything: it orders. */
export type Interpretation = {
  /** 'YYYY-MM-DD', both inclusive; null: open. */
  readonly since: string | null
  readonly until: string | null
  /** The one day that the instruction is about. */
  readonly day: string | null
  readonly mode: TimeMode
  /** Event domains that it asks for, 'vaccine' among them; empty if it names none. */
  readonly domains: readonly string[]
  /** Those of them that only the name of a thing tells ('statin'), where there are such. */
  readonly named?: readonly string[]
  /** It asks for what holds at the end, such as the medications being taken. */
  readonly isCurrent: boolean
  /** It asks for a kind of event and names nothing of that kind ('List the procedures of 2011'). */
  readonly isListing: boolean
  /** It asks for the whole of what happened, not for one thing. */
  readonly isSummary: boolean
  /** What was read by similarity of meaning, in words; empty if the rules knew all or nothing came near. */
  readonly alike: readonly string[]
  /** What a relative time frame was counted back from, in words; absent where there is none. */
  readonly countedFrom?: string
  /** The instruction without its time frame and its patient. */
  readonly topic: string
}

/** In this order: a listing's words are what is left when its kind and its mode are taken away. */
const CUES = [...[...DOMAINS, ...MODES].map(([pattern]) => pattern), CURRENT, LISTING_WORDS].map(
  ({ source }) => new RegExp(source, 'g'),
)

/** True if an instruction says a kind, a mode, a state and names no thing besides. */
function namesNothing(text: string): boolean {
  return (
    !text.includes(COMPOUND) && terms(CUES.reduce((rest, cue) => rest.replace(cue, ' '), text)).length === 0
  )
}

/** The leukemia: clinicians write it in capitals, and 'all' of something in small letters. */
const ALL_LEUKEMIA =
  /(?<=\b(?:of|with|for|has|had|his|her|relapsed|[bt]-?cell|pre-?b|ph\+) )ALL\b(?=\s*(?:[?.,;)]|$|relapse|remission|therapy|treatment|protocol|diagnosis))/g
/** 'The vital signs over the past 6 months' are all of them. */
const OVER_A_SPAN = /^(?:over|across|throughout)\b/

/**
 * Reads an instruction by rules over its words. What no rule knows costs nothing.
 * @param clock what relative times ('the past year', 'this admission') are counted from where there is no as-of time
 */
export function interpret(
  instruction: string,
  asOf: ChartTime | null,
  clock: ChartClock | null = null,
): Interpretation {
  const text = instruction
    .replace(/\bpatient \d+(?:['’]s)?/gi, 'the patient')
    // A patient's number: no chart says it, and no dose has so many digits.
    .replace(/(?<![\d.])\d{7,}(?:['’]s)?(?![\d.])/g, ' ')
    .replace(ALL_LEUKEMIA, 'acute lymphoblastic leukemia')
    .toLowerCase()
  const { since, until, day, rest: topic, relative, countedFrom } = readTimeFrame(text, asOf, clock)
  const plain = topic.replaceAll(/\s+/g, ' ')
  const named = namedKinds(plain, withoutKindCompounds)
  const bare = DOMAINS.flatMap(([pattern, names]) => (pattern.test(named.rest) ? names : []))
  const domains = [...new Set([...bare, ...named.domains])]
  const onlyNamed = domains.filter((domain) => !bare.includes(domain) && named.things.has(domain))
  const asked = withoutModeCompounds(withoutAsides(plain))
  const said = MODES.find(([pattern]) => pattern.test(asked))?.[1]
  const isShown = OVER_A_SPAN.test(relative?.trim() ?? '') && domains.includes('measurement')
  const mode = said ?? (isShown ? 'all' : 'any')
  const isCurrent = CURRENT.test(asked) || (TAKES_NOW.test(asked) && domains.includes('drug_exposure'))
  const isBare = (bare.length > 0 || day !== null) && namesNothing(withoutModeCompounds(named.rest))
  const isListing = bare.length > 0 && isBare
  const isWholeDay = day !== null && isBare && (countedFrom === undefined || bare.length === 0)
  const isSummary = SUMMARY.test(asked) || isWholeDay
  // A list of what holds now wants the end of each series, not the whole.
  const wanted = isCurrent && mode === 'all' ? 'last' : mode
  return {
    since,
    until,
    day,
    mode: wanted,
    domains,
    isCurrent,
    isListing,
    isSummary,
    alike: [],
    topic,
    ...(onlyNamed.length === 0 ? {} : { named: onlyNamed }),
    ...(countedFrom === undefined ? {} : { countedFrom }),
  }
}

/** A place, and no admission to it, though their meanings are near. */
const PLACE =
  /\b(?:(?:to|in|at|from|our|my|your|this|the|a|another|other|outside) )+(?:hospital|clinic|department)\b/g

/** What similarity of meaning may read: the words of a topic that ask, and all of them, both without compounds. */
export function readableParts(topic: string): { readonly asked: string; readonly all: string } {
  const whole = topic.replaceAll(/\s+/g, ' ')
  const plain = (text: string) => withoutKindCompounds(withoutModeCompounds(text)).replace(PLACE, COMPOUND)
  return { asked: plain(withoutAsides(whole)), all: plain(whole) }
}

/** True if a time is in the frame of the interpretation; an open frame holds everything that is dated. */
export function isInFrame(time: ChartTime | null, { since, until }: Interpretation): boolean {
  const day = time?.slice(0, 10)
  return day !== undefined && (since === null || day >= since) && (until === null || day <= until)
}

/** The interpretation of an instruction that is not read: its words alone. */
export function openInterpretation(instruction: string): Interpretation {
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

/** An interpretation in words, for `inspect`. */
export function interpretationText({
  since,
  until,
  day,
  mode,
  domains,
  isCurrent,
  isListing,
  isSummary,
  alike,
  countedFrom,
  topic,
}: Interpretation): string {
  const frame =
    day ?? (since === null && until === null ? 'any' : `${since ?? 'the beginning'} to ${until ?? 'the end'}`)
  const back = countedFrom === undefined ? '' : ` (counted back from ${countedFrom})`
  const kinds = domains.length === 0 ? 'any' : domains.join(', ')
  const extras = [
    isCurrent ? 'what holds now' : '',
    isListing ? 'a listing' : '',
    isSummary ? 'a summary' : '',
    ...alike,
  ].filter((extra) => extra !== '')
  const rest = extras.length === 0 ? '' : `; ${extras.join(', ')}`
  return `time ${frame}${back}; points ${mode}; kinds ${kinds}${rest}; topic "${topic.replaceAll(/\s+/g, ' ').trim()}"`
}
