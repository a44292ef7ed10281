/** What differs in tokenizer.json between the kinds of vocabulary. */
export type TokenizerParts = {
  readonly normalizers: readonly object[]
  readonly preTokenizers: readonly object[]
  /** 'left right', the first merged first. */
  readonly merges: readonly string[]
  /** A character without a token becomes its UTF-8 bytes, '<0xE2>' and so on. */
  readonly byteFallback: boolean
  readonly ignoreMerges: boolean
}
