/** Counts the tokens of a text as the model that will read it does, without special tokens. */
export type TokenCounter = {
  /** Stands in reports and cache keys, e.g. 'cl100k'. */
  readonly name: string
  /** False for an estimate; every report then says so. */
  readonly exact: boolean
  count(text: string): number
}
