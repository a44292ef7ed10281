import type { Chart, ChartEvent } from './chart.js'
import type { ContextLine, Fail } from './context-line.js'
import { moment } from './moment.js'

/** Elements that only hold others: they began before what they hold, which is looked at by itself. */
const FRAMES = new Set(['encounter', 'visit', 'day'])
const TIMED = /<(\w+)(?:\s+[\w-]+="[^"]*")*?\s+(?:timestamp|start)="([^"]*)"/g

const MARKUP = /<!\[CDATA\[|\]\]>|<!--[\s\S]*?-->|<[^>]*>/g
const SIGNS: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** A context of raw XML is an end of the record's own text, with no entry after asOf in it. */
export function checkRaw({ text, asOf }: ContextLine, xml: string, fail: Fail): void {
  // The bytes of a character that the cut fell into.
  const whole = text.replace(/^\uFFFD{1,3}/, '')
  if (asOf === null) {
    if (!xml.endsWith(whole)) fail("a raw context is the end of the patient's XML")
    return
  }
  // What lies after asOf may have been left out of the middle.
  if (!xml.includes(whole) && whole.split('\n').some((line) => !xml.includes(line))) {
    fail("every line of a raw context stands in the patient's XML")
  }
  for (const [, name, time] of text.matchAll(TIMED)) {
    const at = moment(time!)
    if (!FRAMES.has(name!) && at !== null && at > asOf) fail('nothing after asOf is shown')
  }
}

/** What the passages of raw XML name stands in it: the span of a note without its markup, the name and value of an event. */
export function checkRawPassages({ text, passages }: ContextLine, chart: Chart, fail: Fail): void {
  const said = plain(text.replaceAll(MARKUP, ''))
  const written = plain(text)
  for (const passage of passages) {
    if (passage.kind === 'note') {
      const note = chart.notes.get(passage.documentId)?.text ?? ''
      if (passage.end !== note.length) fail('a note of a tail is shown to its end')
      if (!said.includes(bare(note.slice(passage.start, passage.end))))
        fail('every declared span of a note stands in the text')
      continue
    }
    for (const id of passage.documentIds) {
      const named = (chart.events.get(id) ?? []).filter(({ domain }) => domain === passage.type)
      const parts = named.flatMap(writtenParts)
      if (parts.some((part) => !written.includes(bare(part))))
        fail('every declared event stands in the text with date, name or code, and value')
    }
  }
}

/** What the XML says of an event in one piece each. In the older dialect tags and headings say what a label adds. */
function writtenParts({ name, value, label, domain }: ChartEvent): string[] {
  if (name !== null) return [name, value ?? '']
  if (domain === 'visit') return [label.replace(/ start$/, '')]
  return [domain === 'person' ? label.replace(/^(?:birth date|gender|race|ethnicity) /, '') : label]
}

/** Without white space, since the older dialect is cut at it, and with references resolved. */
function plain(text: string): string {
  return bare(text.replaceAll(/&(\w+);/g, (whole, name: string) => SIGNS[name] ?? whole))
}

function bare(text: string): string {
  return text.replaceAll(/\s+/g, '')
}
