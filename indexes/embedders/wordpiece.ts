/** What a tokenizer.json says of a BERT tokenizer. */
export type WordPieceParameters = {
  readonly vocabulary: ReadonlyMap<string, number>
  readonly unknown: string
  readonly prefix: string
  /** A longer word, in code points, is unknown as a whole. */
  readonly longestWord: number
  readonly cleans: boolean
  readonly splitsChinese: boolean
  readonly stripsAccents: boolean
  readonly lowercases: boolean
}

const WORDS_KEPT = 200_000
// What BertNormalizer calls control characters (category C) and Chinese, and BertPreTokenizer punctuation.
const CONTROL = /[\0\ufffd]|(?![\t\n\r])\p{C}/gu
const CHINESE =
  /[\u4e00-\u9fff\u3400-\u4dbf\u{20000}-\u{2a6df}\u{2a700}-\u{2b73f}\u{2b740}-\u{2b81f}\u{2b920}-\u{2ceaf}\uf900-\ufaff\u{2f800}-\u{2fa1f}]/gu
const PIECE = /[!-/:-@[-`{-~\p{P}]|[^\s!-/:-@[-`{-~\p{P}]+/gu
const NOT_ASCII = /[^\t\n\r\x20-\x7e]/

/**
 * BERT's tokenizer (BertNormalizer, BertPreTokenizer, WordPiece of the Hugging Face tokenizers library), without
 * special tokens: '[SEP]' in a text is five pieces of text, not the end of it. Words are remembered.
 */
export class WordPiece {
  readonly #parameters: WordPieceParameters
  readonly #unknown: number
  readonly #known = new Map<string, readonly number[]>()

  constructor(parameters: WordPieceParameters) {
    const unknown = parameters.vocabulary.get(parameters.unknown)
    if (unknown === undefined) throw new Error(`the vocabulary lacks its unknown token ${parameters.unknown}`)
    this.#parameters = parameters
    this.#unknown = unknown
  }

  /** Token ids of a text. */
  encode(text: string): number[] {
    const ids: number[] = []
    for (const word of this.#normalise(text).match(PIECE) ?? []) {
      const pieces = this.#known.get(word) ?? this.#remember(word)
      for (let i = 0; i < pieces.length; i++) ids.push(pieces[i]!)
    }
    return ids
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
    return lowercases ? normal.toLowerCase() : normal
  }

  #remember(word: string): readonly number[] {
    if (this.#known.size >= WORDS_KEPT) this.#known.clear()
    const pieces = this.#cut(word)
    this.#known.set(word, pieces)
    return pieces
  }

  /** The longest pieces of the vocabulary from left to right; unknown as a whole where one place has none. */
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
