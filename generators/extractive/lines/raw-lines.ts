import { parseChartTime } from '../../../corpus/chart-time.js'
import type { ContextLine } from './extractive-line.js'
import { eventName, readPhase } from './line-pieces.js'
import { sentences } from './sentences.js'

const TAG = /^<[^>]*>/
const ATTRIBUTE = /([\w-]+)="([^"]*)"/g
const ENTITY = /&(lt|gt|amp|quot|apos);/g
const SIGNS: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/**
 * The lines of a raw cut of a record's XML, in either dialect and begun or ended anywhere, even inside a tag: events as
 * 'name value unit', all else by sentences. A line stands at the last date that an attribute before it gives.
 */
export function readRawLines(xml: string): ContextLine[] {
  let time: string | null = null
  return xml.split(/(?=<)/).flatMap((piece, position) => {
    const tag = TAG.exec(piece)?.[0] ?? ''
    // What the cut left of a tag's beginning says nothing; what it left of one's end stands before the first '>'.
    if (tag === '' && piece.startsWith('<')) return []
    const body = position === 0 && tag === '' ? piece.replace(/^[^>\n]*>/, '') : piece.slice(tag.length)
    const attributes = new Map([...tag.matchAll(ATTRIBUTE)].map((match) => [match[1]!, plain(match[2]!)]))
    time = firstTime(attributes) ?? time
    return linesOf(tag, attributes, plain(body).trim()).map(
      (line, at): ContextLine => ({
        ...line,
        time: line.time ?? time,
        documentIds: [],
        place: `${position}.${at}`,
      }),
    )
  })
}

/** The newer dialect names an event in its tag, the older one inside <code> behind the code in brackets. */
function linesOf(tag: string, attributes: ReadonlyMap<string, string>, text: string) {
  const name = attributes.get('name')
  const domain = attributes.get('type') ?? null
  const isNote = attributes.get('type') === 'note'
  if (tag.startsWith('<code')) {
    return [eventOf(text.replace(/^\[[^\]]*\]\s*/, ''), null, domain)]
  }
  if (name === undefined || isNote)
    return sentences(text).map(({ text, time, heading }) => ({
      ...{ text, time, isEvent: false, name: heading, phase: null, domain },
    }))
  const parts = [name, text, attributes.get('unit') ?? '']
  return [eventOf(parts.filter((part) => part !== '').join(' '), name, domain)]
}

function eventOf(text: string, name: string | null, domain: string | null) {
  return { text, time: null, isEvent: true, name: name ?? eventName(text), phase: readPhase(text), domain }
}

function firstTime(attributes: ReadonlyMap<string, string>): string | null {
  for (const value of attributes.values()) {
    const parsed = parseChartTime(value)
    if (parsed !== null) return parsed.time.slice(0, parsed.precision === 'day' ? 10 : 16)
  }
  return null
}

function plain(text: string): string {
  return text.replace(ENTITY, (_, name: string) => SIGNS[name]!)
}
