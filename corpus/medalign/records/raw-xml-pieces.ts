import { parseChartTime } from '../../chart-time.js'
import type { RawPiece } from '../../corpus-format.js'

const TAG = /^<[^>]*>/
const ATTRIBUTE = /([\w-]+)="([^"]*)"/g
const ENTITY = /&(lt|gt|amp|quot|apos);/g
const SIGNS: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }
const NOTHING: RawPiece = { text: '', isEvent: false, name: null, domain: null, time: null }

/** Whether a text has tags or entities, or what a cut left of one. */
export function isMarkedUp(text: string): boolean {
  return /[<>&]/.test(text)
}

/**
 * The pieces of a cut of a record's XML, one per tag, in either dialect and begun or ended anywhere, even inside a tag. A piece is
 * dated by the last date that an attribute before it gives.
 */
export function rawXmlPieces(cut: string): RawPiece[] {
  let time: string | null = null
  return cut.split(/(?=<)/).map((piece, position): RawPiece => {
    const tag = TAG.exec(piece)?.[0] ?? ''
    // A tag that the cut ends within says nothing. If the cut begins within a tag, its rest is before the first '>'.
    if (tag === '' && piece.startsWith('<')) return NOTHING
    const body = position === 0 && tag === '' ? piece.replace(/^[^>\n]*>/, '') : piece.slice(tag.length)
    const attributes = new Map([...tag.matchAll(ATTRIBUTE)].map((match) => [match[1]!, plain(match[2]!)]))
    time = firstTime(attributes) ?? time
    return { ...pieceOf(tag, attributes, plain(body).trim()), time }
  })
}

/** The newer dialect names an event in its tag, the older one inside <code> after the code in brackets. */
function pieceOf(tag: string, attributes: ReadonlyMap<string, string>, text: string): Omit<RawPiece, 'time'> {
  const name = attributes.get('name')
  const domain = attributes.get('type') ?? null
  const isNote = domain === 'note'
  if (tag.startsWith('<code'))
    return { text: text.replace(/^\[[^\]]*\]\s*/, ''), isEvent: true, name: null, domain }
  if (name === undefined || isNote) return { text, isEvent: false, name: null, domain }
  const parts = [name, text, attributes.get('unit') ?? '']
  return { text: parts.filter((part) => part !== '').join(' '), isEvent: true, name, domain }
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
