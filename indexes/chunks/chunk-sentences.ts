import { characterStart } from '../../base/text/whole-characters.js'
import type { NoteChunker } from './chunk.js'

const LONGEST = 320
// Without the lookbehind, the search tries a line of periods from each period to its end, in quadratic time.
const TERMINATOR = /(?<![.!?])[.!?]+["')\]]*(?=\s)|\n+/g
const HEADING = /^(?:#+\s.*|[A-Z][\w /&-]{0,40}:|[A-Z][A-Z /&-]{3,40})$/
/** Beyond Latin: U+1680, U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F, U+3000 and U+FEFF. */
const RARE_SPACE = /\s/
const ABBREVIATION = /(?:\b(?:Dr|Mr|Mrs|Ms|vs|pt|approx|e\.g|i\.e|No|St)|\b[A-Z])\.$/

/**
 * Cuts text into sentences, after [.!?] before white space and at line ends. A lone heading stays with the text after it.
 * A sentence of more than 320 characters is cut at its last comma, semicolon or space before that.
 */
export const chunkSentences: NoteChunker = (text) => {
  const spans: [number, number][] = []
  let heading: number | null = null
  for (const [from, to] of rawSentences(text)) {
    const start: number = heading ?? from
    if (HEADING.test(text.slice(from, to))) {
      heading = start
      continue
    }
    heading = null
    spans.push(...splitLong(text, start, to))
  }
  if (heading !== null) {
    const [from, to] = trimSpan(text, heading, text.length)
    if (to > from) spans.push([from, to])
  }
  return spans
}

/** Offsets at which a text may be cut: the ends of sentences, but not after a lone heading, which says nothing without its text. */
export function sentenceEnds(text: string): number[] {
  return [...rawSentences(text)].flatMap(([from, to]) => (HEADING.test(text.slice(from, to)) ? [] : [to]))
}

function* rawSentences(text: string): Generator<[number, number]> {
  let from = 0
  for (const match of text.matchAll(TERMINATOR)) {
    const isLineEnd = match[0].startsWith('\n')
    const to = isLineEnd ? match.index : match.index + match[0].length
    if (
      !isLineEnd &&
      (ABBREVIATION.test(text.slice(Math.max(from, to - 8), to)) || isListNumber(text, from, to))
    ) {
      continue
    }
    const span = trimSpan(text, from, to)
    if (span[1] > span[0]) yield span
    from = match.index + match[0].length
  }
  const span = trimSpan(text, from, text.length)
  if (span[1] > span[0]) yield span
}

function isListNumber(text: string, from: number, to: number): boolean {
  return to - from < 8 && /^\s*\d{1,2}\.$/.test(text.slice(from, to))
}

function splitLong(text: string, start: number, end: number): [number, number][] {
  const parts: [number, number][] = []
  let from = start
  while (end - from > LONGEST) {
    const piece = text.slice(from, from + LONGEST)
    const cut = Math.max(piece.lastIndexOf(', '), piece.lastIndexOf('; '))
    const at = cut > LONGEST / 3 ? cut + 1 : wordEnd(piece, from, text)
    const span = trimSpan(text, from, from + at)
    if (span[1] > span[0]) parts.push(span)
    from += at
  }
  const span = trimSpan(text, from, end)
  if (span[1] > span[0]) parts.push(span)
  return parts
}

/** The offset at which a piece of `text` that starts at `from` is cut. */
function wordEnd(piece: string, from: number, text: string): number {
  const space = piece.lastIndexOf(' ')
  if (space > LONGEST / 3) return space
  return characterStart(text, from + piece.length) - from
}

/** The span without white space at its ends. */
function trimSpan(text: string, start: number, end: number): [number, number] {
  let from = start
  let to = end
  while (from < to && isSpace(text.charCodeAt(from))) from++
  while (to > from && isSpace(text.charCodeAt(to - 1))) to--
  return [from, to]
}

function isSpace(code: number): boolean {
  if (code <= 0xa0) return code === 32 || (code >= 9 && code <= 13) || code === 0xa0
  return code >= 0x1680 && RARE_SPACE.test(String.fromCharCode(code))
}
