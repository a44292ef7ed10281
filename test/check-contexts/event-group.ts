import type { ChartEvent } from './chart.js'
import type { Declared } from './declared.js'

const DAY_HEADER = /\[(\d+)\] (\d{4}-\d\d-\d\d|undated) ([^\n]+)\n/y
const SERIES_HEADER = /\[(\d+)\] /y
const SERIES_NAME = /([\s\S]*?): (?=(?:\d{4}-\d\d-\d\d \d\d:\d\d|undated)(?:[ ;\n]|$))/y
const POINT = /(\d{4}-\d\d-\d\d \d\d:\d\d|undated)(?: |(?=[;\n]|$))/y
const CLOCK = /(\d\d:\d\d) /y

/**
 * Behind the events of one day and domain, '06:06 name value unit; name value unit', a line for each time; null where the text
 * is no such group. What is met is taken from what is declared.
 */
export function dayEnd(text: string, start: number, label: number, declared: Declared): number | null {
  const [header, found, date, shown] = matchAt(DAY_HEADER, text, start) ?? []
  const domain = [...declared.events.keys()].find((name) => name.replaceAll('_', ' ') === shown)
  if (header === undefined || found !== String(label) || domain === undefined) return null
  const left = declared.events
    .get(domain)!
    .filter(({ time }) => (time === null ? date === 'undated' : time.startsWith(date!)))
  const next = `\n\n[${label + 1}] `
  let at = start + header.length
  let clock = ''
  for (let isNewLine = true; ; ) {
    if (isNewLine && date !== 'undated') {
      const [whole, time] = matchAt(CLOCK, text, at) ?? []
      if (time === undefined) return null
      clock = time
      at += whole!.length
    }
    const sameTime = left.filter(({ time }) => (time?.slice(11, 16) ?? '') === clock)
    const met = longest(sameTime, text, (event) => labelEnd(event, text, at))
    if (met === null) return null
    left.splice(left.indexOf(met.event), 1)
    take(met.event, declared)
    at = met.end
    if (at === text.length || text.startsWith(next, at)) return at
    isNewLine = text[at] === '\n'
    at += isNewLine ? 1 : 2
  }
}

/** Behind one code over time: 'domain: name (unit): 2020-01-01 10:00 81.5; …'. */
export function seriesEnd(text: string, start: number, label: number, declared: Declared): number | null {
  const [header, found] = matchAt(SERIES_HEADER, text, start) ?? []
  if (header === undefined || found !== String(label)) return null
  const inner = start + header.length
  for (const domain of declared.events.keys()) {
    const shown = `${domain.replaceAll('_', ' ')}: `
    const [whole, name] = text.startsWith(shown, inner)
      ? (matchAt(SERIES_NAME, text, inner + shown.length) ?? [])
      : []
    if (whole === undefined) continue
    const end = pointsEnd(text, inner + shown.length + whole.length, domain, name!, declared)
    if (end !== null) return end
  }
  return null
}

function pointsEnd(
  text: string,
  start: number,
  domain: string,
  name: string,
  declared: Declared,
): number | null {
  let at = start
  for (;;) {
    const [whole, time] = matchAt(POINT, text, at) ?? []
    if (whole === undefined) return null
    at += whole.length
    const sameTime = declared.events
      .get(domain)!
      .filter((event) => (event.time?.slice(0, 16) ?? 'undated') === time)
    const met = longest(sameTime, text, (event) => {
      const rest = restBehind(name, event)
      return rest !== null && text.startsWith(rest, at) ? at + rest.length : null
    })
    if (met === null) return null
    take(met.event, declared)
    at = met.end
    if (!text.startsWith('; ', at)) return at
    at += 2
  }
}

/** What a point shows beside its date, where the series is called `name` or 'name (unit)'; null: it is not of that name. */
function restBehind(name: string, event: ChartEvent): string | null {
  if (event.name !== null) {
    if (name === event.name) return [event.value, event.unit].filter((part) => part !== null).join(' ')
    return name === `${event.name} (${event.unit})` ? (event.value ?? '') : null
  }
  const label = collapsed(event.label)
  if (label.startsWith(collapsed(name))) return label.slice(collapsed(name).length).trim()
  const [, bare, unit] = /^([\s\S]*) \((.*)\)$/.exec(name) ?? []
  if (bare === undefined || !label.startsWith(collapsed(bare)) || !label.endsWith(unit!)) return null
  return label.slice(collapsed(bare).length, label.length - unit!.length).trim()
}

/** A label of the older dialect is cut at white space and put together anew: how much of it stands there does not matter. */
function labelEnd({ label, name }: ChartEvent, text: string, start: number): number | null {
  if (name !== null) return text.startsWith(label, start) ? start + label.length : null
  let at = start
  for (const character of label) {
    if (/\s/.test(character)) continue
    while (/\s/.test(text[at] ?? '')) at++
    if (!text.startsWith(character, at)) return null
    at += character.length
  }
  return at
}

/** The event whose text ends last, where a separator or the end follows: 'Hb' is no reading of 'Hb 15.4'. */
function longest(
  events: readonly ChartEvent[],
  text: string,
  endOf: (event: ChartEvent) => number | null,
): { event: ChartEvent; end: number } | null {
  let best: { event: ChartEvent; end: number } | null = null
  for (const event of events) {
    const end = endOf(event)
    const isWhole = end !== null && (end === text.length || text[end] === '\n' || text.startsWith('; ', end))
    if (isWhole && (best === null || end > best.end)) best = { event, end }
  }
  return best
}

function take(event: ChartEvent, declared: Declared): void {
  const events = declared.events.get(event.domain)!
  events.splice(events.indexOf(event), 1)
  declared.unmet.delete(`${event.domain} ${event.id}`)
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

const collapsed = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()
