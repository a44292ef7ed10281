/** Scores how well a passage fits an instruction by reading both together. */
export type Reranker = {
  /** The name in reports. */
  readonly name: string
  /** A hash over everything that affects a score. */
  readonly hash: string
  /** One score per text, unbounded; higher is better. */
  score(query: string, texts: readonly string[]): Promise<Float64Array>
}
