import type { ChartTime } from '../../corpus/record.js'
import { terms } from './terms.js'

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
  /** The instruction without its time frame and its patient. */
  readonly topic: string
}

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
)
const DATE = '(\\d{4})-(\\d{2})-(\\d{2})'
const SPAN_DAYS: Readonly<Record<string, number>> = { day: 1, week: 7, month: 30.5, year: 365.25 }

const MODES: readonly (readonly [RegExp, TimeMode])[] = [
  [/\b(?:max(?:imum)?|highest|peak|largest|greatest|worst)\b/, 'highest'],
  [/\b(?:min(?:imum)?|lowest|nadir|smallest)\b/, 'lowest'],
  [
    /\b(?:how many|how often|number of|count|times?|trend|over time|course of|changed?|all|list|every|each)\b/,
    'all',
  ],
  [/\b(?:first|earliest|initial(?:ly)?|oldest|onset|start(?:ed)?|since when|began)\b/, 'first'],
  [/\b(?:last|latest|most recent(?:ly)?|newest|current(?:ly)?|now|active|still|ongoing)\b/, 'last'],
]

const DOMAINS: readonly (readonly [RegExp, readonly string[]])[] = [
  [
    /\b(?:medications?|meds?|drugs?|prescri\w*|pills?|tablets?|doses?|taking|takes|on (?:any|an?)|therap\w*|rx)\b/,
    ['drug_exposure'],
  ],
  [/\b(?:vaccin\w*|immuni[sz]\w*|shots?|jabs?)\b/, ['vaccine']],
  [/\b(?:diagnos\w*|conditions?|problems?|disease|dx)\b/, ['condition']],
  [/\b(?:procedures?|surger\w*|operations?|operated)\b/, ['procedure']],
  [/\b(?:labs?|levels?|values?|results?|measure\w*|readings?|vitals?)\b/, ['measurement', 'observation']],
  [/\b(?:visits?|admissions?|admitted|encounters?|hospitali[sz]\w*|emergency|er|ed)\b/, ['visit']],
  [/\b(?:allerg\w*)\b/, ['observation', 'condition', 'allergy']],
]

const CURRENT = /\b(?:current(?:ly)?|active|now|still|at present|presently|ongoing|taking|reconcile)\b/
/** What is left of a listing when its kind, its mode and these are taken away is nothing. */
const LISTING_WORDS =
  /\b(?:done|performed|carried|received?|receive|had|underwent|made|was|were|did|date|dates|day|when|list|reconcile|summari[sz]e|overview|history|adult|new|any)\b/g

function withoutCues(topic: string): string {
  const cues = [...DOMAINS, ...MODES].map(([pattern]) => pattern)
  const bare = [...cues, CURRENT].reduce((rest, cue) => rest.replace(new RegExp(cue.source, 'g'), ' '), topic)
  return bare.replace(LISTING_WORDS, ' ')
}

/** Reads an instruction by rules over its words. What no rule knows costs nothing. */
export function readPlan(instruction: string, asOf: ChartTime | null): Plan {
  const text = withIsoDates(
    instruction
      .replace(/^\s*as of [\d/.-]+\s*[:,]\s*/i, '')
      .replace(/\bpatient \d+(?:['’]s)?/gi, 'the patient')
      .toLowerCase(),
  )
  const frame = timeFrame(text, asOf)
  const topic = frame.matched.reduce((rest, piece) => rest.replace(piece, ' '), text)
  const mode = MODES.find(([pattern]) => pattern.test(topic))?.[1] ?? 'any'
  const domains = [...new Set(DOMAINS.flatMap(([pattern, names]) => (pattern.test(topic) ? names : [])))]
  const isCurrent = CURRENT.test(topic)
  const isListing = domains.length > 0 && terms(withoutCues(topic)).length === 0
  // A list of what holds now wants the end of each series, not the whole.
  const wanted = isCurrent && mode === 'all' ? 'last' : mode
  return {
    since: frame.since,
    until: frame.until,
    day: frame.day,
    mode: wanted,
    domains,
    isCurrent,
    isListing,
    topic,
  }
}

type Frame = Pick<Plan, 'since' | 'until' | 'day'> & { readonly matched: readonly string[] }

function timeFrame(text: string, asOf: ChartTime | null): Frame {
  const day = new RegExp(
    `\\b(?:on|of|from|dated|at the visit (?:on|of)) ${DATE}(?! (?:to|until|through))`,
  ).exec(text)
  const between = new RegExp(`\\b(?:between|from) ${DATE} (?:and|to|until|through) ${DATE}`).exec(text)
  if (between !== null) {
    return { since: isoOf(between, 1), until: isoOf(between, 4), day: null, matched: [between[0]] }
  }
  if (day !== null && !/\b(?:since|after|before|until)\b/.test(text)) {
    const date = isoOf(day, 1)
    return { since: date, until: date, day: date, matched: [day[0]] }
  }
  const month = new RegExp(`\\b(?:in|during) (${MONTHS.join('|')}),? (\\d{4})\\b`).exec(text)
  if (month !== null) {
    const number = String(MONTHS.indexOf(month[1]!) + 1).padStart(2, '0')
    return {
      since: `${month[2]}-${number}-01`,
      until: `${month[2]}-${number}-31`,
      day: null,
      matched: [month[0]],
    }
  }
  const span =
    /\b(?:in|over|during|within|for)? ?the (?:last|past|previous) (?:(\d+) )?(day|week|month|year)s?\b/.exec(
      text,
    )
  if (span !== null && asOf !== null) {
    const days = Number(span[1] ?? 1) * SPAN_DAYS[span[2]!]!
    const from = new Date(Date.parse(`${asOf.slice(0, 10)}T00:00:00Z`) - days * 86_400_000)
    return { since: from.toISOString().slice(0, 10), until: null, day: null, matched: [span[0]] }
  }
  const since = /\b(?:since|after|from|starting) (\d{4})(-\d\d-\d\d)?\b/.exec(text)
  const until = /\b(?:until|before|prior to|up to|through) (\d{4})(-\d\d-\d\d)?\b/.exec(text)
  const year = /\b(?:in|during|of|for) (\d{4})\b(?!-)/.exec(text)
  const matched = [since, until, year].flatMap((match) => (match === null ? [] : [match[0]]))
  return {
    since: since !== null ? since[1]! + (since[2] ?? '-01-01') : year !== null ? `${year[1]}-01-01` : null,
    until: until !== null ? until[1]! + (until[2] ?? '-01-01') : year !== null ? `${year[1]}-12-31` : null,
    day: null,
    matched,
  }
}

/** '03/30/2022', 'March 30, 2022' and '30 March 2022' as '2022-03-30'. */
function withIsoDates(text: string): string {
  const iso = (year: string, month: number, day: string) =>
    `${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`
  const names = MONTHS.map((name) => `${name.slice(0, 3)}(?:${name.slice(3)})?\\.?`).join('|')
  const monthOf = (name: string) => MONTHS.findIndex((month) => month.startsWith(name.slice(0, 3))) + 1
  return text
    .replace(/\b(\d{1,2})\/(\d{1,2})\/(\d{4})\b/g, (_, month: string, day: string, year: string) =>
      iso(year, Number(month), day),
    )
    .replace(
      new RegExp(`\\b(${names}) (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})\\b`, 'g'),
      (_, month: string, day: string, year: string) => iso(year, monthOf(month), day),
    )
    .replace(
      new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th)? (${names}),? (\\d{4})\\b`, 'g'),
      (_, day: string, month: string, year: string) => iso(year, monthOf(month), day),
    )
}

function isoOf(match: RegExpExecArray, group: number): string {
  return `${match[group]}-${match[group + 1]}-${match[group + 2]}`
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
    topic: instruction.toLowerCase(),
  }
}

/** A plan in words, for whoever inspects a context. */
export function planText({ since, until, day, mode, domains, isCurrent, isListing, topic }: Plan): string {
  const frame =
    day ?? (since === null && until === null ? 'any' : `${since ?? 'the beginning'} to ${until ?? 'the end'}`)
  const kinds = domains.length === 0 ? 'any' : domains.join(', ')
  const extras = [isCurrent ? 'what holds now' : '', isListing ? 'a listing' : ''].filter(
    (extra) => extra !== '',
  )
  const rest = extras.length === 0 ? '' : `; ${extras.join(', ')}`
  return `time ${frame}; points ${mode}; kinds ${kinds}${rest}; topic "${topic.replaceAll(/\s+/g, ' ').trim()}"`
}
