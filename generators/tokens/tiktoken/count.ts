import { remembered } from '../../../base/remember.js'
import type { Encoding } from './encoding.js'
import { isSureEnd, isSureLineEnd } from './sure-ends.js'

/**
 * Charts repeat themselves, so most of a text has been counted before. Longer pieces are not words and do not
 * recur.
 */
const MOST_PIECES = 200_000
const LONGEST_PIECE = 40
const MOST_LINES = 20_000
const LONGEST_LINE = 2000

/**
 * Counts a text's tokens piece by piece and caches each piece. This is ten times as fast as encoding the whole
 * text and gives the same result, because both encodings merge only within pieces.
 */
export function tiktokenCount({ encode }: Encoding): (text: string) => number {
  const countPiece = remembered((piece) => encode(piece).length, MOST_PIECES, LONGEST_PIECE)
  // Contexts of different budgets and strategies repeat the same lines.
  const countLine = remembered((line) => sumOf(line, isSureEnd, countPiece), MOST_LINES, LONGEST_LINE)
  return (text) => sumOf(text, isSureLineEnd, countLine)
}

/** The sum of `count` over the parts between the ends. */
function sumOf(
  text: string,
  isEnd: (before: number, after: number) => boolean,
  count: (part: string) => number,
): number {
  let sum = 0
  let start = 0
  for (let i = 1; i < text.length; i++) {
    if (!isEnd(text.charCodeAt(i - 1), text.charCodeAt(i))) continue
    sum += count(text.slice(start, i))
    start = i
  }
  return start < text.length ? sum + count(text.slice(start)) : sum
}

/** A lower bound, in tokens: every piece takes at least one. */
export function tiktokenAtLeast(text: string): number {
  let pieces = text === '' ? 0 : 1
  for (let i = 1; i < text.length; i++) {
    if (isSureEnd(text.charCodeAt(i - 1), text.charCodeAt(i))) pieces++
  }
  return pieces
}
