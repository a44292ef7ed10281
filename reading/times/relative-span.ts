import type { ChartTime } from '../../corpus/record.js'
import { withoutAsides } from '../kinds/asides.js'
import type { ChartClock } from './chart-clock.js'

/**
 * A time counted back from now: days as 'YYYY-MM-DD' (null if open), and the position of its words, from `start`
 * to `end`.
 */
export type RelativeSpan = {
  readonly since: string
  readonly until: string | null
  readonly start: number
  readonly end: number
  /** What it was counted from, in words. */
  readonly from: string
}

const NUMBERS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
    ' ',
  )
const TENS: Readonly<Record<string, number>> = {
  thirty: 30,
  forty: 40,
  fifty: 50,
  sixty: 60,
  ninety: 90,
  hundred: 100,
}
const HOUR_MS = 3_600_000
/** Two centuries: no chart is longer, and any such time is a valid date. */
const LONGEST_HOURS = 200 * 365.25 * 24
const UNIT_HOURS: Readonly<Record<string, number>> = {
  h: 1,
  d: 24,
  w: 24 * 7,
  fortnight: 24 * 14,
  m: 24 * 30.5,
  q: 24 * 91.3,
  y: 24 * 365.25,
  decade: 24 * 3652.5,
}
const DIGITS = '\\d+(?:\\.\\d+)?(?: ?(?:-|–|to|or) ?\\d+)?'
const WORDS = `${[...NUMBERS].reverse().join('|')}|${Object.keys(TENS).join('|')}|an?|couple(?: of)?|few|several|half(?: an?)?|dozen`
const UNIT = '(?:hours?|hrs?|days?|w(?:ee)?ks?|fortnights?|mos?|months?|quarters?|yrs?|years?|decades?)'
/** '6 months', 'a few weeks'; 'h', 'd', 'w', 'm' and 'y' only after digits. */
const LENGTH = `(?:(${DIGITS})[ -]?(${UNIT}|[hdwmy])|(${WORDS})[ -](${UNIT}))`

/** 'over the past 6 months', 'last 24h', 'previous year'. Not 'the last day of' something. */
const BACK = new RegExp(
  `\\b(?:(?:(?:with)?in|over|during|for|across|throughout|from|since|these|of) )?(?:(?:the|these|his|her|their) )?(?:last|past|previous|prior|preceding|recent)[ -](?:${LENGTH}|(${UNIT}))(?:['’]s?)?(?![\\w-]| of (?!20|19))`,
)
/** '3 months ago', 'six weeks back'. */
const AGO = new RegExp(
  `\\b(?:(?:about|around|over|since|from) )?${LENGTH} (?:ago|back|prior|earlier)\\b(?! to\\b)`,
)
const YESTERDAY = /\b(?:(?:from|since|on|of) )?yesterday(?:['’]s)?\b/
const NIGHT = /\b(?:(?:from|since|during) )?(?:last night|overnight)(?:['’]s)?\b/
/** 'today' alone only says when the question is asked; "today's labs" says which labs. */
const TODAY =
  /\b(?:so far today|today so far|(?:earlier|from|drawn|taken|done|resulted|obtained|collected|since) (?:earlier )?today|(?<=(?:labs?|bloods|vitals?|weights?|temp(?:erature)?|notes?|cultures?|intake|outputs?|bp|results?|values?|levels?) )today|today['’]s|(?:from |since )?this (?:morning|afternoon|evening)(?:['’]s)?)(?![\w])/
const CALENDAR =
  /\b(?:(?:so far|in|during|since the (?:start|beginning) of|throughout) )?(?:this (?:calendar )?(year|month|week)|(ytd|year[- ]to[- ]date))(?:['’]s)?\b/

const STAY_WORDS =
  '(?:(?:hospital|inpatient|icu|ed|index) )?(?:admission|hospitali[sz]ation|stay|hospital ?stay)'
const THIS_STAY = new RegExp(
  `\\b(?:(?:during|in|on|of|for|throughout|from|over|since(?: the (?:start|beginning) of)?) )?(?:(?:this|(?:the |her |his |their )?(?:current|present)) ${STAY_WORDS})(?:['’]s)?\\b|\\bsince (?:(?:the |her |his |their |being )?(?:admission|admitted|hospitali[sz]ed|hospitali[sz]ation|arrival)|(?:he|she|they|(?:the |this )?(?:patient|pt)) (?:was|were|got) (?:admitted|hospitali[sz]ed)|(?:the |her |his |their )?(?:last|most recent|latest) (?:admission|hospitali[sz]ation|hospital stay))\\b|\\b(?:during|throughout) (?:the|her|his|their) (?:hospital )?stay\\b`,
)
const SINCE_VISIT =
  /\bsince (?:(?:the |her |his |their |our |my )?(?:last|previous|prior|most recent)(?: (?:clinic|office|outpatient|follow-?up))? (?:visit|appointment|appt|seen|encounter|clinic|note|consult(?:ation)?|check-?up|check-?in|follow-?up)|(?:she|he|they|we|i|(?:the |this )?patient|pt) (?:was|were|have|has)? ?last (?:seen|saw|here|visited|came)|(?:the )?last time)(?: (?:with|to|by|in|at) (?:us|me|clinic|this clinic|the clinic))?(?: (?:was|were))?(?: seen)?\b/

/**
 * The first relative time that a text names; null if there is none, or if the chart does not have what it would
 * be counted from.
 * @param now the as-of time, or else the last visible entry
 */
export function findRelativeSpan(
  text: string,
  now: ChartTime | null,
  clock: ChartClock | null,
): RelativeSpan | null {
  return (now === null ? null : ofNow(text, now)) ?? (clock === null ? null : ofVisits(text, clock))
}

function ofNow(text: string, now: ChartTime): RelativeSpan | null {
  const today = now.slice(0, 10)
  const placed = (match: RegExpExecArray, since: string, until: string | null): RelativeSpan => ({
    since,
    until,
    start: match.index,
    end: match.index + match[0].length,
    from: 'now',
  })
  const back = BACK.exec(text)
  if (back !== null) return placed(back, hoursBefore(now, hoursOf(back)), null)
  const yesterday = YESTERDAY.exec(text)
  const dayBefore = hoursBefore(`${today} 00:00:00`, 24)
  if (yesterday !== null) return placed(yesterday, dayBefore, /^since/.test(yesterday[0]) ? null : dayBefore)
  const night = NIGHT.exec(text)
  if (night !== null) return placed(night, dayBefore, null)
  const onToday = TODAY.exec(text)
  // "These are today's reports" describes what is given, not what is asked for.
  if (onToday !== null && withoutAsides(text).includes(onToday[0])) return placed(onToday, today, today)
  const calendar = CALENDAR.exec(text)
  if (calendar !== null) return placed(calendar, beginningOf(calendar[1] ?? 'year', today), null)
  const ago = AGO.exec(text)
  if (ago === null) return null
  const unit = unitOf(ago)
  const middle = hoursOf(ago)
  if (/^since|^from/.test(ago[0])) return placed(ago, hoursBefore(now, middle), null)
  return unit <= 24
    ? placed(ago, hoursBefore(now, middle), hoursBefore(now, middle))
    : placed(ago, hoursBefore(now, middle + unit / 2), hoursBefore(now, middle - unit / 2))
}

function ofVisits(text: string, { stay, visitBefore }: ChartClock): RelativeSpan | null {
  for (const [pattern, time, from] of [
    [THIS_STAY, stay, 'the beginning of the last stay'],
    [SINCE_VISIT, visitBefore, 'the visit before the last'],
  ] as const) {
    const match = pattern.exec(text)
    if (match !== null && time !== null)
      return {
        since: time.slice(0, 10),
        until: null,
        start: match.index,
        end: match.index + match[0].length,
        from,
      }
  }
  return null
}

/** Reads the groups of LENGTH, or the group after them: a unit without a number. */
function hoursOf(match: RegExpExecArray): number {
  return countOf(match[1] ?? match[3]) * unitOf(match)
}

function unitOf(match: RegExpExecArray): number {
  const unit = (match[2] ?? match[4] ?? match[5])!
  return UNIT_HOURS[['fortnight', 'decade'].find((name) => unit.startsWith(name)) ?? unit[0]!]!
}

/**
 * The larger number of 'two to three': a frame only orders evidence and should include too much rather than too
 * little.
 */
function countOf(text: string | undefined): number {
  if (text === undefined || /^an?$/.test(text)) return 1
  const digits = text.match(/\d+(?:\.\d+)?/g)
  if (digits !== null) return Number(digits.at(-1))
  if (text.startsWith('half')) return 0.5
  if (text === 'dozen') return 12
  const number = TENS[text] ?? NUMBERS.indexOf(text)
  return number >= 0 ? number : text.startsWith('couple') ? 2 : 3
}

/** The day `hours` before now. Whole days are counted from the start of the day, hours from the time of day. */
function hoursBefore(now: ChartTime, hours: number): string {
  const isOfDays = hours % 24 === 0 || hours > 24 * 7
  const clock = isOfDays ? '00:00:00' : now.slice(11, 19) || '00:00:00'
  const from = Date.parse(`${now.slice(0, 10)}T${clock}Z`)
  return new Date(from - Math.min(hours, LONGEST_HOURS) * HOUR_MS).toISOString().slice(0, 10)
}

function beginningOf(unit: string, today: string): string {
  if (unit === 'year') return `${today.slice(0, 4)}-01-01`
  if (unit === 'month') return `${today.slice(0, 7)}-01`
  return hoursBefore(`${today} 00:00:00`, 24 * 7)
}
