import { asciiFold, foldUnit, HASH_START, hashStep, WordMemo } from '../../words/word-memo.js'

/** The settings of a BERT tokenizer in a tokenizer.json. */
export type WordPieceParameters = {
  readonly vocabulary: ReadonlyMap<string, number>
  readonly unknown: string
  readonly prefix: string
  /** In code points. A longer word becomes one unknown token. */
  readonly longestWord: number
  readonly cleans: boolean
  readonly splitsChinese: boolean
  readonly stripsAccents: boolean
  readonly lowercases: boolean
}

// The classes of BertNormalizer for control characters (category C) and Chinese, and of BertPreTokenizer for punctuation.
const CONTROL = /[\0\ufffd]|(?![\t\n\r])\p{C}/gu
const CHINESE =
  /[\u4e00-\u9fff\u3400-\u4dbf\u{20000}-\u{2a6df}\u{2a700}-\u{2b73f}\u{2b740}-\u{2b81f}\u{2b920}-\u{2ceaf}\uf900-\ufaff\u{2f800}-\u{2fa1f}]/gu
const PIECE = /[!-/:-@[-`{-~\p{P}]|[^\s!-/:-@[-`{-~\p{P}]+/gu
const NOT_ASCII = /[^\t\n\r\x20-\x7e]/

/** The classes that BertPreTokenizer gives ASCII characters. */
const LETTER = 0
const BLANK = 1
const SIGN = 2
const FOREIGN = 3
const KINDS = Uint8Array.from({ length: 128 }, (_, unit) => {
  const character = String.fromCharCode(unit)
  if (/[ \t\n\r]/.test(character)) return BLANK
  if (unit < 32 || unit === 127) return FOREIGN
  return /[!-/:-@[-`{-~]/.test(character) ? SIGN : LETTER
})

/**
 * BERT's tokenizer (BertNormalizer, BertPreTokenizer, WordPiece of the Hugging Face tokenizers library), without
 * special tokens: '[SEP]' in a text is pieces of text, not its end. Remembers the ids of words.
 */
export class WordPiece {
  readonly #parameters: WordPieceParameters
  readonly #unknown: number
  readonly #memo: WordMemo
  readonly #fold: Uint8Array

  constructor(parameters: WordPieceParameters) {
    const unknown = parameters.vocabulary.get(parameters.unknown)
    if (unknown === undefined) throw new Error(`the vocabulary lacks its unknown token ${parameters.unknown}`)
    this.#parameters = parameters
    this.#unknown = unknown
    this.#fold = asciiFold(parameters.lowercases)
    this.#memo = new WordMemo((word) => this.#cut(word), this.#fold)
  }

  /** Token ids of a text. */
  encode(text: string): number[] {
    const ids: number[] = []
    // Nearly all clinical text is plain ASCII, which takes one pass without a copy. Other text is normalized first.
    if (!this.#scan(text, ids)) {
      ids.length = 0
      const normal = this.#normalise(text)
      if (!this.#scan(normal, ids)) {
        ids.length = 0
        for (const [word] of normal.matchAll(PIECE))
          this.#memo.append(word, 0, word.length, this.#hashOf(word), ids)
      }
    }
    return ids
  }

  /** Appends the ids of an ASCII text. False, with `ids` incomplete, if a character is not plain ASCII. */
  #scan(text: string, ids: number[]): boolean {
    const fold = this.#fold
    let start = -1
    let hash = HASH_START
    for (let i = 0; i < text.length; i++) {
      const unit = text.charCodeAt(i)
      const kind = unit < 128 ? KINDS[unit]! : FOREIGN
      if (kind === LETTER) {
        if (start < 0) start = i
        hash = hashStep(hash, fold[unit]!)
        continue
      }
      if (start >= 0) {
        this.#memo.append(text, start, i, hash, ids)
        start = -1
        hash = HASH_START
      }
      if (kind === SIGN) this.#memo.append(text, i, i + 1, hashStep(HASH_START, unit), ids)
      else if (kind === FOREIGN) return false
    }
    if (start >= 0) this.#memo.append(text, start, text.length, hash, ids)
    return true
  }

  #hashOf(word: string): number {
    let hash = HASH_START
    for (let i = 0; i < word.length; i++) hash = hashStep(hash, foldUnit(word.charCodeAt(i), this.#fold))
    return hash
  }

  get unknownId(): number {
    return this.#unknown
  }

  #normalise(text: string): string {
    const { cleans, splitsChinese, stripsAccents, lowercases } = this.#parameters
    if (!NOT_ASCII.test(text)) return lowercases ? text.toLowerCase() : text
    let normal = cleans ? text.replace(CONTROL, '') : text
    if (splitsChinese) normal = normal.replace(CHINESE, ' $& ')
    if (stripsAccents) normal = normal.normalize('NFD').replace(/\p{Mn}/gu, '')
    // Lower each character alone, as the tokenizers library does: on a whole word, JavaScript gives a final sigma its own form.
    return lowercases ? normal.replaceAll('Σ', 'σ').toLowerCase() : normal
  }

  /** The longest pieces of the vocabulary from left to right; one unknown token if no piece fits somewhere. */
  #cut(word: string): readonly number[] {
    const { vocabulary, prefix, longestWord } = this.#parameters
    const characters = [...word]
    if (characters.length > longestWord) return [this.#unknown]
    const pieces: number[] = []
    for (let start = 0; start < characters.length; ) {
      let end = characters.length
      let piece: number | undefined
      for (; end > start; end--) {
        const text = characters.slice(start, end).join('')
        piece = vocabulary.get(start === 0 ? text : prefix + text)
        if (piece !== undefined) break
      }
      if (piece === undefined) return [this.#unknown]
      pieces.push(piece)
      start = end
    }
    return pieces
  }
}
