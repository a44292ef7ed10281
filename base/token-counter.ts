/** Counts the tokens of a text as the model that will read it does, without special tokens. */
export type TokenCounter = {
  /** The name in reports and cache keys, e.g. 'cl100k'. */
  readonly name: string
  /** Identifies everything that decides a count; counts are kept under it. Without it they are too cheap to keep. */
  readonly identity?: string
  /** False for an estimate; every report then says so. */
  readonly exact: boolean
  count(text: string): number
  /** A lower bound of the count, much faster than the count, so that text that cannot fit is not counted. */
  atLeast?(text: string): number
  /** If the tokens themselves are known: the text that the last `tokens` of those of `text` stand for. */
  tail?(text: string, tokens: number): TextTail
}

/** The end of a text. `tokens` is what it takes by itself, which may differ from its tokens within the whole. */
export type TextTail = { readonly text: string; readonly tokens: number }
