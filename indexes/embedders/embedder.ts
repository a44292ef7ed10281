/** Turns text into vectors of unit length. The vector of a text does not depend on the other texts of the call. */
export type Embedder = {
  /** Used in artifact names and reports, such as 'bundled'. */
  readonly name: string
  /** sha256 over the model's own files: artifacts of another model are refused. */
  readonly hash: string
  /** 'static': a table of token vectors; 'encoder': a network that reads the whole text, so that its similarities get more weight. */
  readonly kind: 'static' | 'encoder'
  readonly dimensions: number
  /** Longest text in the embedder's own tokens, special tokens included; Infinity if there is no limit. */
  readonly maxTokens: number
  /** Tokens of a text in the embedder's own tokenizer, special tokens included. */
  countTokens(text: string): number
  /** One row of `dimensions` float32 per text. An empty text gives a row of zeros. Throws if a text exceeds maxTokens. */
  embed(texts: readonly string[], role: 'query' | 'passage'): Promise<Float32Array[]>
  close(): Promise<void>
}
