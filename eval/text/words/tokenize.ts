import { pythonRstrip, pythonSplit } from './python-split.js'

/** Lower-cased runs of a-z and 0-9 (rouge-score's): everything else only separates, accents and other scripts too. */
export function rougeTokens(text: string): string[] {
  return text.toLowerCase().match(/[a-z0-9]+/g) ?? []
}

/** Scripts that are written without blanks between words. */
const UNSPACED = ['Han', 'Hiragana', 'Katakana', 'Thai', 'Lao', 'Khmer', 'Myanmar']
  .map((script) => `\\p{Script=${script}}`)
  .join('')
const UNICODE_TOKEN = new RegExp(`[${UNSPACED}]\\p{M}*|(?:(?![${UNSPACED}])[\\p{L}\\p{N}]\\p{M}*)+`, 'gu')

/**
 * For ROUGE on any script: lower-cased runs of letters and numbers with their marks, composed (NFC); in scripts without blanks
 * between words every letter with its marks. On text in ASCII the same as `rougeTokens`.
 */
export function unicodeRougeTokens(text: string): string[] {
  return text.normalize('NFC').toLowerCase().match(UNICODE_TOKEN) ?? []
}

/**
 * sacrebleu's 13a: mteval-v13a.pl as used by WMT. Punctuation of ASCII is split off, except for what joins words and
 * numbers (apostrophe, hyphen, a period or comma between digits); nothing beyond ASCII is.
 */
export function tokenize13a(text: string): string[] {
  const line = pythonRstrip(text)
    .replaceAll('<skipped>', '')
    .replaceAll('-\n', '')
    .replaceAll('\n', ' ')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
  return pythonSplit(
    ` ${line} `
      .replace(/[{-~[-` -&(-+:-@/]/g, ' $& ')
      .replace(/([^0-9])([.,])/gu, '$1 $2 ')
      .replace(/([.,])([^0-9])/gu, ' $1 $2')
      .replace(/([0-9])-/g, '$1 - '),
  )
}

/** sacrebleu's words of chrF++: one character of ASCII punctuation is split off, the last one, else the first. */
export function chrfWords(text: string): string[] {
  return pythonSplit(text).flatMap((word) => {
    const isOne = word.length === 1 || (word.length === 2 && /^[\ud800-\udbff]/.test(word))
    if (isOne) return [word]
    if (/[!-/:-@[-`{-~]$/.test(word)) return [word.slice(0, -1), word.slice(-1)]
    return /^[!-/:-@[-`{-~]/.test(word) ? [word[0]!, word.slice(1)] : [word]
  })
}

/** Tercom's as sacrebleu's TER() calls it: lower case, punctuation stays on its word. */
export function terWords(text: string): string[] {
  return pythonSplit(text.toLowerCase())
}
