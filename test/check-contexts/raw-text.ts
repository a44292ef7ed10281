import type { ContextLine, Fail } from './context-line.js'
import { moment } from './moment.js'

/** Elements that only hold others: they began before what they hold, which is looked at by itself. */
const FRAMES = new Set(['encounter', 'visit', 'day'])
const TIMED = /<(\w+)(?:\s+[\w-]+="[^"]*")*?\s+(?:timestamp|start)="([^"]*)"/g

/** A context of raw XML names no passages: it is an end of the record's own text, with no entry after asOf in it. */
export function checkRaw({ text, asOf, passages }: ContextLine, xml: string, fail: Fail): void {
  if (passages.length > 0) fail('a raw context names no passages')
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
