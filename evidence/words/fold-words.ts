/** Words of a text, folded, and where each is in it: [start, end) in UTF-16 units. */
export type FoldedWords = {
  readonly words: readonly string[]
  readonly starts: readonly number[]
  readonly ends: readonly number[]
}

/** Numbers keep their points and slashes ('1.5' is not '15', '120/80' is one reading); a comparison is a word too. */
const WORD = /\p{Nd}+(?:[.,:/]\p{Nd}+)*|[\p{L}\p{M}]+|[<>≤≥%]/gu
const THOUSANDS = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/

/**
 * Cuts a text into words, without case, punctuation, bullets, accents and Unicode's other forms of the same letters.
 * '500mg' is two words, as '500 mg' is.
 */
export function foldWords(text: string): FoldedWords {
  const words: string[] = []
  const starts: number[] = []
  const ends: number[] = []
  for (const match of text.matchAll(WORD)) {
    const word = foldWord(match[0])
    if (word === '') continue
    words.push(word)
    starts.push(match.index)
    ends.push(match.index + match[0].length)
  }
  return { words, starts, ends }
}

/** A number without its thousands' commas and the zeros that end its decimals: '15.40' equals '15.4'. */
function foldWord(written: string): string {
  const word = /^[\x21-\x7e]+$/.test(written)
    ? written.toLowerCase()
    : written.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('ς', 'σ')
  if (!isNumber(word)) return word
  const digits = THOUSANDS.test(word) ? word.replaceAll(',', '') : word
  return /^\d+\.\d+$/.test(digits) ? digits.replace(/\.?0+$/, '') : digits
}

/** Whether a folded word is a number. */
export function isNumber(word: string): boolean {
  return /^\d/.test(word)
}
