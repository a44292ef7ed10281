import type { Tiktoken } from 'tiktoken'

/** Charts repeat themselves, so most of a text has been counted before. Longer pieces are not words and do not come again. */
const MOST_PIECES = 200_000
const LONGEST_PIECE = 40
const MOST_LINES = 20_000
const LONGEST_LINE = 2000

const LINE_FEED = 10
const SPACE = 32
const SLASH = 47

/**
 * Counts a text's tokens piece by piece, each piece tokenised once: ten times as fast as tokenising the whole, with the
 * same result. A piece ends where both encodings end one whatever stands round it, and they merge within pieces alone:
 * behind what is printed in ASCII and before a blank, and behind a line feed that is followed by what is printed in ASCII
 * but not by '/', which o200k takes with it.
 */
export function tiktokenCount(encoding: Tiktoken): (text: string) => number {
  const encode = (text: string): number => encoding.encode(text, [], []).length
  const countPiece = remembered(encode, MOST_PIECES, LONGEST_PIECE)
  // Budgets and strategies show the same lines again and again.
  const countLine = remembered((line) => sumOf(line, isPieceEnd, countPiece), MOST_LINES, LONGEST_LINE)
  return (text) => sumOf(text, isLineEnd, countLine)
}

/** The sum of `count` over what lies between the ends. */
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

function remembered(
  count: (text: string) => number,
  most: number,
  longest: number,
): (text: string) => number {
  const known = new Map<string, number>()
  return (text) => {
    if (text.length > longest) return count(text)
    let tokens = known.get(text)
    if (tokens === undefined) {
      tokens = count(text)
      if (known.size >= most) known.clear()
      // A slice would keep the whole text alive.
      known.set(`#${text}`.slice(1), tokens)
    }
    return tokens
  }
}

/** Every piece takes at least a token. */
export function tiktokenAtLeast(text: string): number {
  let pieces = text === '' ? 0 : 1
  for (let i = 1; i < text.length; i++) {
    if (isPieceEnd(text.charCodeAt(i - 1), text.charCodeAt(i))) pieces++
  }
  return pieces
}

function isPieceEnd(before: number, after: number): boolean {
  return after === SPACE ? isPrinted(before) : isLineEnd(before, after)
}

function isLineEnd(before: number, after: number): boolean {
  return before === LINE_FEED && after !== SLASH && isPrinted(after)
}

/** '!' to '~'. */
function isPrinted(code: number): boolean {
  return code > SPACE && code < 127
}
