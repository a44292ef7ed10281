/**
 * llama.cpp's own way to cut a text into words (src/unicode.cpp, unicode_regex_split), written again for comparison: every
 * character above ASCII becomes one letter for its category, the pattern's categories become those letters, and two
 * patterns have a hand-written splitter.
 */
const WHITE_SPACE = new Set([
  9, 10, 11, 12, 13, 32, 0x85, 0xa0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006, 0x2007,
  0x2008, 0x2009, 0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000,
])
const CATEGORIES: readonly (readonly [name: string, is: RegExp, letter: string, ascii: string])[] = [
  ['\\p{N}', /\p{N}/u, '\xd1', '0-9'],
  ['\\p{L}', /\p{L}/u, '\xd2', 'A-Za-z'],
  ['\\p{P}', /\p{P}/u, '\xd3', '!-#%-*,-/:-;?-@\\[-\\]_\\{\\}'],
  ['\\p{M}', /\p{M}/u, '\xd4', ''],
  ['\\p{S}', /\p{S}/u, '\xd5', '\\$\\+<->^`\\|'],
]
const GPT2_START = "'s|'t|'re|'ve"
const LLAMA3_NUMBERS = '|\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|'

/** The words of a text, which has no half surrogate pairs, for patterns in llama.cpp's spelling. */
export function referenceSplit(text: string, patterns: readonly string[]): readonly string[] {
  return patterns.reduce<readonly string[]>(
    (pieces, pattern) => pieces.flatMap((piece) => splitOnce(piece, pattern)),
    [text],
  )
}

function splitOnce(piece: string, pattern: string): readonly string[] {
  const chars = Array.from(piece)
  if (pattern.startsWith(GPT2_START)) return cut(chars, (at) => gpt2End(chars, at))
  if (pattern.includes(LLAMA3_NUMBERS.slice(1)) && pattern.startsWith("(?:'[sS]")) {
    return cut(chars, (at) => llama3End(chars, at))
  }
  const isCollapsed = CATEGORIES.some(([name]) => pattern.includes(name))
  const text = isCollapsed ? chars.map(letterOf).join('') : piece
  const regex = new RegExp(isCollapsed ? collapsed(pattern) : pattern, 'g')
  const words: string[] = []
  let done = 0
  for (const match of text.matchAll(regex)) {
    if (match.index > done) words.push(text.slice(done, match.index))
    if (match[0] !== '') words.push(match[0])
    done = match.index + match[0].length
  }
  if (done < text.length) words.push(text.slice(done))
  if (!isCollapsed) return words
  // A letter of the collapsed text is a character of the piece.
  const wordsOfChars: string[] = []
  let at = 0
  for (const word of words) {
    wordsOfChars.push(chars.slice(at, at + word.length).join(''))
    at += word.length
  }
  return wordsOfChars
}

function letterOf(char: string): string {
  const code = char.codePointAt(0)!
  if (code < 128) return char
  if (WHITE_SPACE.has(code)) return '\v'
  return CATEGORIES.find(([, is]) => is.test(char))?.[2] ?? '\xd0'
}

function collapsed(pattern: string): string {
  let result = ''
  let isInside = false
  for (let i = 0; i < pattern.length; i++) {
    const category = CATEGORIES.find(([name]) => pattern.startsWith(name, i))
    if (category !== undefined) {
      const letters = category[2] + category[3]
      result += isInside ? letters : `[${letters}]`
      i += category[0].length - 1
      continue
    }
    if (pattern[i] === '[' && pattern[i - 1] !== '\\') isInside = true
    if (pattern[i] === ']' && pattern[i - 1] !== '\\') isInside = false
    result += pattern[i]
  }
  return result
}

const isLetter = (char: string | undefined): boolean => char !== undefined && /\p{L}/u.test(char)
const isNumber = (char: string | undefined): boolean => char !== undefined && /\p{N}/u.test(char)
const isBlank = (char: string | undefined): boolean =>
  char !== undefined && WHITE_SPACE.has(char.codePointAt(0)!)
const isSign = (char: string | undefined): boolean =>
  char !== undefined && !isLetter(char) && !isNumber(char) && !isBlank(char)
const isLineEnd = (char: string | undefined): boolean => char === '\r' || char === '\n'

function cut(chars: readonly string[], endOf: (at: number) => number): readonly string[] {
  const words: string[] = []
  for (let at = 0; at < chars.length; ) {
    const end = endOf(at)
    words.push(chars.slice(at, end).join(''))
    at = end
  }
  return words
}

function whileIs(chars: readonly string[], at: number, is: (char: string | undefined) => boolean): number {
  let end = at
  while (is(chars[end])) end++
  return end
}

function contractionEnd(chars: readonly string[], at: number, fold: (char: string) => string): number {
  const next = fold(chars[at + 1] ?? '')
  if (chars[at] !== "'") return at
  if (['s', 't', 'm', 'd'].includes(next)) return at + 2
  return ['re', 've', 'll'].includes(next + fold(chars[at + 2] ?? '')) ? at + 3 : at
}

function blanksEnd(chars: readonly string[], at: number): number {
  const end = whileIs(chars, at, isBlank)
  return end - at > 1 && end < chars.length ? end - 1 : end
}

function gpt2End(chars: readonly string[], at: number): number {
  const contraction = contractionEnd(chars, at, (char) => char)
  if (contraction > at) return contraction
  const from = chars[at] === ' ' ? at + 1 : at
  for (const is of [isLetter, isNumber, isSign]) if (is(chars[from])) return whileIs(chars, from, is)
  return blanksEnd(chars, at)
}

function llama3End(chars: readonly string[], at: number): number {
  const contraction = contractionEnd(chars, at, (char) => char.toLowerCase())
  if (contraction > at) return contraction
  const char = chars[at]
  if (!isLineEnd(char) && !isNumber(char) && (isLetter(char) || isLetter(chars[at + 1]))) {
    return whileIs(chars, at + 1, isLetter)
  }
  if (isNumber(char)) return Math.min(whileIs(chars, at, isNumber), at + 3)
  const from = char === ' ' ? at + 1 : at
  if (isSign(chars[from])) return whileIs(chars, whileIs(chars, from, isSign), isLineEnd)
  const blanks = chars.slice(at, whileIs(chars, at, isBlank))
  const lastLineEnd = blanks.findLastIndex(isLineEnd)
  return lastLineEnd >= 0 ? at + lastLineEnd + 1 : blanksEnd(chars, at)
}
