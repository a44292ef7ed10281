/** Reads an instruction and a passage together and says how well they go together. */
export type Reranker = {
  /** Stands in reports. */
  readonly name: string
  /** Over everything that decides a score. */
  readonly hash: string
  /** One score a text, the higher the better; no bounds. */
  score(query: string, texts: readonly string[]): Promise<Float64Array>
}
