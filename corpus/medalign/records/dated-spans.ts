import { SaxesParser } from 'saxes'
import { absent } from '../../building/record-builder.js'
import { endOfDay, endOfStay, parseChartTime } from '../../chart-time.js'
import type { RawEntry } from '../../corpus-format.js'
import type { ChartTime } from '../../record.js'
import { laterOf } from '../../time-order.js'

/** Elements that hold entries, in either dialect. Demographics and care sites belong to their encounter. */
const FRAME = new Set(['eventstream', 'encounter', 'events', 'record', 'visit', 'day'])
const BELONGS = new Set(['person', 'caresites', 'providers', 'demographics', 'payerplan'])

/**
 * The entries of an XML record of either dialect, in file order, each from its '<' through its last '>': `<entry>` in the newer
 * one, the elements of a day in the older one. An entry without a time is at the end of its day or visit, as in the record
 * that is read from it.
 * @param xml well-formed: it has been read as a record before
 */
export function datedSpans(xml: string): RawEntry[] {
  const spans: RawEntry[] = []
  const parser = new SaxesParser()
  const frames: { readonly name: string; readonly end: ChartTime | null }[] = []
  let entry: { depth: number; readonly start: number; time: ChartTime | null } | null = null
  /** Depth within what belongs to the encounter; 0: outside. */
  let belonging = 0
  let tagStart = 0
  parser.on('opentagstart', () => {
    tagStart = xml.lastIndexOf('<', parser.position - 1)
  })
  parser.on('opentag', ({ name, attributes }) => {
    const given = attributes as Record<string, string>
    const own = absent(given['timestamp']) ?? absent(given['start'])
    if (entry !== null) {
      entry.depth++
      if (own !== null) entry.time = laterOf(entry.time, timeOf(own))
    } else if (belonging > 0 || BELONGS.has(name)) belonging++
    else if (FRAME.has(name)) frames.push({ name, end: endOf(name, given, own) })
    else {
      const place = frames[frames.length - 1]?.end ?? null
      entry = { depth: 0, start: tagStart, time: own === null ? place : timeOf(own) }
    }
  })
  parser.on('closetag', () => {
    if (entry === null) {
      if (belonging > 0) belonging--
      else frames.pop()
    } else if (entry.depth > 0) entry.depth--
    else {
      spans.push({ start: entry.start, end: parser.position, time: entry.time })
      entry = null
    }
  })
  parser.write(xml).close()
  return spans
}

/** The time by which an undated entry of this frame has surely happened; null in the newer dialect, which does not say. */
function endOf(name: string, given: Readonly<Record<string, string>>, own: string | null): ChartTime | null {
  const start = timeOf(own)
  if (name === 'day') return start === null ? null : endOfDay(start)
  return name === 'visit' ? endOfStay(start, timeOf(absent(given['end']))) : null
}

const timeOf = (text: string | null): ChartTime | null =>
  text === null ? null : (parseChartTime(text)?.time ?? null)
