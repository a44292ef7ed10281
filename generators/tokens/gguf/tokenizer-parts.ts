/** The parts of tokenizer.json that differ between the kinds of vocabulary. */
export type TokenizerParts = {
  readonly normalizers: readonly object[]
  readonly preTokenizers: readonly object[]
  /** 'left right' for each merge, in order of rank. */
  readonly merges: readonly string[]
  /** Whether a character without a token becomes its UTF-8 bytes, '<0xE2>' and so on. */
  readonly byteFallback: boolean
  readonly ignoreMerges: boolean
}
