/** Counts the tokens of a text as the model that will read it does, without special tokens. */
export type TokenCounter = {
  /** Stands in reports and cache keys, e.g. 'cl100k'. */
  readonly name: string
  /** Over all that decides a count: what counts are kept under. Without one they are too cheap to keep. */
  readonly identity?: string
  /** False for an estimate; every report then says so. */
  readonly exact: boolean
  count(text: string): number
  /** Fewer tokens than this the text does not take: had far sooner than the count, so that what cannot fit is not counted. */
  atLeast?(text: string): number
  /** If the tokens themselves are known: the text that the last `tokens` of those of `text` stand for. */
  tail?(text: string, tokens: number): TextTail
}

/** The end of a text. `tokens` is what it takes by itself, which may differ from its tokens within the whole. */
export type TextTail = { readonly text: string; readonly tokens: number }
