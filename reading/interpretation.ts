import type { ChartTime } from '../corpus/record.js'
import type { TimeMode } from './cues.js'
import { CURRENT, DOMAINS, LISTING_WORDS, MODES, SUMMARY, TAKES_NOW } from './cues.js'
import { withoutAsides } from './kinds/asides.js'
import { COMPOUND, withoutKindCompounds, withoutModeCompounds } from './kinds/compounds.js'
import { namedKinds } from './kinds/named-kinds.js'
import { terms } from './terms.js'
import type { ChartClock } from './times/chart-clock.js'
import { readTimeFrame } from './times/time-frame.js'

/** What an instruction says about where its answer is. It only orders evidence and never discards any. */
export type Interpretation = {
  /** 'YYYY-MM-DD', both inclusive; null if open. */
  readonly since: string | null
  readonly until: string | null
  /** The single day that the instruction is about; null if there is none. */
  readonly day: string | null
  readonly mode: TimeMode
  /** The event domains that it asks for, which may include 'vaccine'; empty if it names none. */
  readonly domains: readonly string[]
  /** Those domains that only the name of a thing reveals ('statin'); omitted if there are none. */
  readonly named?: readonly string[]
  /** True if it asks for what is current, such as the medications being taken. */
  readonly isCurrent: boolean
  /** True if it asks for a kind of event but names nothing of that kind ('List the procedures of 2011'). */
  readonly isListing: boolean
  /** True if it asks for everything that happened, not for one thing. */
  readonly isSummary: boolean
  /** What was read by similarity of meaning, in words; empty if the rules read everything or nothing was close. */
  readonly alike: readonly string[]
  /** What a relative time frame was counted back from, in words; omitted if there is none. */
  readonly countedFrom?: string
  /** The instruction without its time frame, in lower case and without a patient's number. */
  readonly topic: string
}

/** In this order, because a listing's words are those that remain without its kind and its mode. */
const CUES = [...[...DOMAINS, ...MODES].map(([pattern]) => pattern), CURRENT, LISTING_WORDS].map(
  ({ source }) => new RegExp(source, 'g'),
)

/** True if an instruction gives only a kind, a mode or a state and names no thing. */
function namesNothing(text: string): boolean {
  return (
    !text.includes(COMPOUND) && terms(CUES.reduce((rest, cue) => rest.replace(cue, ' '), text)).length === 0
  )
}

/** 'ALL' the leukemia: clinicians write it in capitals, unlike the word 'all'. */
const ALL_LEUKEMIA =
  /(?<=\b(?:of|with|for|has|had|his|her|relapsed|[bt]-?cell|pre-?b|ph\+) )ALL\b(?=\s*(?:[?.,;)]|$|relapse|remission|therapy|treatment|protocol|diagnosis))/g
/** 'The vital signs over the past 6 months' asks for all of them. */
const OVER_A_SPAN = /^(?:over|across|throughout)\b/

/**
 * Interprets an instruction by rules over its words. Words that no rule recognizes do no harm.
 * @param clock what relative times ('the past year', 'this admission') are counted from if there is no as-of
 * time
 */
export function interpret(
  instruction: string,
  asOf: ChartTime | null,
  clock: ChartClock | null = null,
): Interpretation {
  const text = instruction
    .replace(/\bpatient \d+(?:['’]s)?/gi, 'the patient')
    // A patient's number: charts do not contain it, and no dose has so many digits.
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
  // A list of what is current wants the end of each series, not all of it.
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

/** A place, which is similar in meaning to an admission but is none. */
const PLACE =
  /\b(?:(?:to|in|at|from|our|my|your|this|the|a|another|other|outside) )+(?:hospital|clinic|department)\b/g

/**
 * The text that similarity of meaning may read, without compounds. `asked`: only the sentences that ask; `all`:
 * the whole topic.
 */
export function readableParts(topic: string): { readonly asked: string; readonly all: string } {
  const whole = topic.replaceAll(/\s+/g, ' ')
  const plain = (text: string) => withoutKindCompounds(withoutModeCompounds(text)).replace(PLACE, COMPOUND)
  return { asked: plain(withoutAsides(whole)), all: plain(whole) }
}

/** True if a time is within the interpretation's frame. An open frame includes everything that has a date. */
export function isInFrame(time: ChartTime | null, { since, until }: Interpretation): boolean {
  const day = time?.slice(0, 10)
  return day !== undefined && (since === null || day >= since) && (until === null || day <= until)
}

/** The interpretation of an instruction whose words are used without being interpreted. */
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
