import { CLOSES, codePointClass, LETTER, NUMBER, OPENS, SPACE } from './code-point-class.js'

/** Where the piece that begins at `start` ends. Merging never crosses the end of a piece. */
export type PieceEnd = (text: string, start: number) => number

const LINE_FEED = 10
const CARRIAGE_RETURN = 13
const BLANK = 32
const SLASH = 47
// Ignores case; U+017F folds to 's'.
const CONTRACTION = /'(?:[sStTmMdD\u017f]|[rR][eE]|[vV][eE]|[lL][lL])/y

/**
 * cl100k_base's pattern, without backtracking:
 * (?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+
 */
export const cl100kPieceEnd: PieceEnd = (text, start) => {
  const contracted = contractionEnd(text, start)
  if (contracted > start) return contracted
  const word = afterPrefix(text, start, LETTER)
  if (word !== null) return endOfRun(text, word, LETTER)
  return endOfNoWord(text, start, false)
}

/**
 * o200k_base's pattern, without backtracking, for words:
 * [^\r\n\p{L}\p{N}]?U*L+C?|[^\r\n\p{L}\p{N}]?U+L*C?, where U opens and L closes a word and C is a contraction;
 * the rest as cl100k's, where '/' belongs to the line ends after signs.
 */
export const o200kPieceEnd: PieceEnd = (text, start) => {
  const word = afterPrefix(text, start, OPENS | CLOSES)
  const end =
    (word === null ? null : lowerEnd(text, word)) ??
    lowerEnd(text, start) ??
    (word === null ? null : upperEnd(text, word)) ??
    upperEnd(text, start)
  if (end !== null) return contractionEnd(text, end)
  return endOfNoWord(text, start, true)
}

/** U*L+ from `at`: up to the last character that may close the word. */
function lowerEnd(text: string, at: number): number | null {
  const opened = endOfRun(text, at, OPENS)
  const closed = endOfRun(text, opened, CLOSES)
  if (closed > opened) return closed
  for (let end = opened; end > at; ) {
    const before = previous(text, end)
    if (classAt(text, before) & CLOSES) return end
    end = before
  }
  return null
}

/** U+L* from `at`, where U*L+ found nothing: nothing that closes follows. */
function upperEnd(text: string, at: number): number | null {
  const end = endOfRun(text, at, OPENS)
  return end > at ? end : null
}

/**
 * Where a word begins: at `start`, or after one character that is no letter, number or line end; null if no word
 * begins there.
 */
function afterPrefix(text: string, start: number, word: number): number | null {
  const first = classAt(text, start)
  if (first & LETTER) return start
  if (first & NUMBER || isLineEnd(text.charCodeAt(start))) return null
  const next = after(text, start)
  return next < text.length && classAt(text, next) & word ? next : null
}

function endOfNoWord(text: string, start: number, takesSlashes: boolean): number {
  if (classAt(text, start) & NUMBER) return endOfRun(text, start, NUMBER, 3)
  const signs = text.charCodeAt(start) === BLANK ? start + 1 : start
  let end = signs
  while (end < text.length && !(classAt(text, end) & (SPACE | LETTER | NUMBER))) end = after(text, end)
  if (end > signs) {
    while (isLineEnd(text.charCodeAt(end)) || (takesSlashes && text.charCodeAt(end) === SLASH)) end++
    return end
  }
  return endOfSpace(text, start)
}

/** \s*[\r\n]+|\s+(?!\S)|\s+: up to the last line end, else all but the last blank before other text. */
function endOfSpace(text: string, start: number): number {
  const end = endOfRun(text, start, SPACE)
  for (let i = end; i > start; i--) if (isLineEnd(text.charCodeAt(i - 1))) return i
  return end === text.length || end === start + 1 ? end : end - 1
}

function endOfRun(text: string, start: number, bits: number, most = Number.POSITIVE_INFINITY): number {
  let end = start
  for (let taken = 0; taken < most && end < text.length && classAt(text, end) & bits; taken++) {
    end = after(text, end)
  }
  return end
}

function contractionEnd(text: string, at: number): number {
  CONTRACTION.lastIndex = at
  return CONTRACTION.test(text) ? CONTRACTION.lastIndex : at
}

function classAt(text: string, at: number): number {
  const code = text.codePointAt(at)!
  return codePointClass(code >= 0xd800 && code <= 0xdfff ? 0xfffd : code)
}

function after(text: string, at: number): number {
  return at + (text.codePointAt(at)! > 0xffff ? 2 : 1)
}

function previous(text: string, at: number): number {
  const code = text.charCodeAt(at - 1)
  return code >= 0xdc00 && code <= 0xdfff && at > 1 && text.codePointAt(at - 2)! > 0xffff ? at - 2 : at - 1
}

function isLineEnd(code: number): boolean {
  return code === LINE_FEED || code === CARRIAGE_RETURN
}
