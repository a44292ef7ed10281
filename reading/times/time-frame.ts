import type { ChartTime } from '../../corpus/record.js'
import type { ChartClock } from './chart-clock.js'
import { type DateMention, findDates } from './dates.js'
import { findRelativeSpan } from './relative-span.js'

/** The time that an instruction names; null if open. `rest`: the text without the words for that time. */
export type TimeFrame = {
  readonly since: string | null
  readonly until: string | null
  readonly day: string | null
  readonly rest: string
  /** What a relative time was counted back from, in words; omitted if there is none. */
  readonly countedFrom?: string
  /** The words of the relative time, such as 'over the past 6 months'; omitted if there is none. */
  readonly relative?: string
}

/** The latest year that two digits can mean if nothing says when the chart ends. */
const LAST_YEAR = 2049

const THE = '(?:the |its |her |his )?'
const SINCE = new RegExp(
  `\\b(?:since|after|from|starting|beginning|following|post|going back to|back to)(?: (?:in|on|from|at|with|of))?(?: the (?:start|turn|beginning|end) of)? ?${THE}$`,
)
const UNTIL = new RegExp(
  `\\b(?:until|till?|before|prior to|up ?to|up until|through|thru|by|ending|no later than|preceding|pre)(?: (?:in|on|the end of))? ?${THE}$`,
)
const WITHIN = new RegExp(
  `\\b(?:on|of|in|from|dated|during|for|at|around|back in|throughout|yr|year|date)(?: the)? ?${THE}$`,
)
/** A stay or visit: the date of its start identifies it and does not start a frame. */
const BEGINNING =
  /\b(?:admi\w*|stays?|hospitali\w*|inpatient|inpt|encounters?|visits?|appts?|appointments?)\b[^.;:]{0,24}\b(?:starting|beginning|began|begun|started|from)(?: on| in)? ?$/
const ONWARD =
  /^ *(?:onwards?\b|on\b(?= *[,.;:?!–—-]|$)|forward\b|and (?:later|after|on)\b|(?:to|til|till|until|up to|thru|through|-|–) *(?:date|now|present|today)\b|\+)/
/** Used together with ON for 'from 1983 on in this patient'. */
const FROM = /\bfrom ?(?:the )?$/
const ON = /^ *on\b/
const COUNT = /\b(?:how (?:many|often)|number|count|tally|total|times)\b|#/
/** Questions about a single visit may name the as-of day as the day of the visit. */
const VISIT =
  /\b(?:visits?|encounters?|appts?|appointments?|admi\w*|stays?|hospitali\w*|notes?|seen|summar\w*|recap|consult\w*|clinic)\b/
const RANGE = /^ *(?:to|-|–|—|until|til|till|through|thru|and|&) *(?:the )?$/
const RANGE_OPENS = /\b(?:between|from) ?(?:the )?$/
const AS_OF =
  /(?:\bas (?:of|at)|\bsnapshot(?: (?:of|at|on))?|\bstanding (?:at|on|in)|\b(?:nothing|not|none) (?:after|past|later than|newer than|beyond)|\b(?:until|till?|thru|through|up to|up until|by|before|cut ?off(?: at| of)?|ending|stopping at)|\b(?:chart|records?|data|info)(?: (?:as of|at|on|to))?)[ :-]*(?:the )?$/
const LOOKING_BACK = /^[ ,]*(?:looking back|backwards?|and (?:before|earlier|prior)|or (?:before|earlier))\b/
/** Words that only say as of when the chart is read. */
const CHATTER =
  /^(?:as|of|at|on|in|to|by|up|the|this|it|is|if|were|we|looking|look|back|chart|charts|thru|through|per|records?|snapshot|standing|data|going|nothing|not|after|past|before|view|only|using|info|information|available|known|pls|please|assume|pretend|say|stop|stopping|cut|cutoff|date|day|today|from|with|until|till?|ehr|emr|given|based|reviewing|review|\W+|\s*)$/

/**
 * Reads the dates and spans of an instruction, each with the words around it. A date that only gives the as-of
 * time does not limit the frame.
 * @param text in lower case
 * @param clock what relative times are counted from; without an as-of time, its last entry is used as now
 */
export function readTimeFrame(
  text: string,
  asOf: ChartTime | null,
  clock: ChartClock | null = null,
): TimeFrame {
  const today = asOf?.slice(0, 10) ?? null
  const removed: [start: number, end: number][] = []
  const sinces: string[] = []
  const untils: string[] = []
  const within: DateMention[] = []
  let said: string | null = null
  const dates = findDates(text, asOf === null ? LAST_YEAR : Number(asOf.slice(0, 4)))
  for (let i = 0; i < dates.length; i++) {
    const date = dates[i]!
    const before = text.slice(0, date.start)
    const next = dates[i + 1]
    const between = next === undefined ? '' : text.slice(date.end, next.start)
    if (
      next !== undefined &&
      RANGE.test(between) &&
      (!/and|&/.test(between) || /\bbetween ?$/.test(before))
    ) {
      sinces.push(date.first)
      untils.push(next.last)
      removed.push([RANGE_OPENS.exec(before)?.index ?? date.start, next.end])
      i++
      continue
    }
    const asOfEnd = endOfAsOf(text, date, today)
    if (asOfEnd !== null) {
      removed.push(asOfEnd)
      said = date.first
      continue
    }
    const after = text.slice(date.end)
    const isFrom = FROM.test(before)
    const onward = ONWARD.exec(after) ?? (isFrom ? ON.exec(after) : null)
    const end = date.end + (onward?.[0].length ?? 0)
    const since = BEGINNING.test(before) && !COUNT.test(text) ? null : SINCE.exec(before)
    const until = UNTIL.exec(before)
    // 'the labs from 3/30/22' means those of that day, and 'from March 2022' those of that month.
    const opens = since !== null && !(isFrom && date.precision !== 'year' && !COUNT.test(text))
    if (onward !== null || (until === null && opens)) sinces.push(date.first)
    else if (until !== null) untils.push(/before|prior|pre/.test(until[0]) ? date.first : date.last)
    else within.push(date)
    const cue = until ?? since ?? WITHIN.exec(before)
    removed.push([cue?.index ?? date.start, end])
  }
  // 'Until March 2020, the past year' is counted back from March 2020.
  const ending = untils.length === 0 ? said : untils.toSorted().at(-1)!
  const now = ending === null ? (asOf ?? clock?.lastEntry ?? null) : `${ending} 23:59:59`
  const isDated = sinces.length > 0 || within.length > 0
  const span = isDated ? null : findRelativeSpan(text, now, clock)
  if (span !== null) removed.push([span.start, span.end])
  const [only] = within
  const isDay = within.length === 1 && only!.precision === 'day' && sinces.length === 0 && untils.length === 0
  const starts = [...sinces, ...within.map(({ first }) => first)].sort()
  const ends = [...untils, ...(sinces.length > 0 ? [] : within.map(({ last }) => last))].sort()
  const rest = without(text, removed)
  if (span !== null) {
    const { since, from, start, end } = span
    const until = span.until ?? ends.at(-1) ?? null
    const day = since === until ? since : null
    const isOfEntry = asOf === null && ending === null
    const countedFrom = from === 'now' ? `${isOfEntry ? 'the last entry' : 'the as-of time'}, ${now}` : from
    return { since, until, day, rest, countedFrom, relative: text.slice(start, end) }
  }
  return {
    since: starts[0] ?? null,
    until: ends.at(-1) ?? null,
    day: isDay ? only!.first : null,
    rest,
  }
}

/** The span to remove if a date only gives the as-of time, including the chatter around it; null if it does not. */
function endOfAsOf(text: string, date: DateMention, today: string | null): [number, number] | null {
  const before = text.slice(0, date.start)
  const after = text.slice(date.end)
  if (date.precision !== 'day' || (today !== null && date.first !== today)) return null
  const cue = today === null ? /\bas (?:of|at)[ :-]*(?:the )?$/.exec(before) : AS_OF.exec(before)
  const isLead = before.split(/\s+/).every((word) => CHATTER.test(word)) && /^ *[:,;–—-]/.test(after)
  const back = LOOKING_BACK.exec(after)
  const isToday = today !== null && !VISIT.test(text)
  if (cue === null && !isLead && back === null && !isToday) return null
  const isChatter = before.split(/[\s,:;]+/).every((word) => CHATTER.test(word))
  return [isChatter ? 0 : (cue?.index ?? date.start), date.end + (back?.[0].length ?? 0)]
}

function without(text: string, removed: readonly (readonly [number, number])[]): string {
  let rest = ''
  let at = 0
  for (const [start, end] of [...removed].sort((a, b) => a[0] - b[0])) {
    if (start > at) rest += `${text.slice(at, start)} `
    at = Math.max(at, end)
  }
  return rest + text.slice(at)
}
