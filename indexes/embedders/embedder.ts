/** Turns text into vectors of unit length. Identical text gives identical vectors, whatever its batch mates. */
export type Embedder = {
  /** Stands in artefact names and reports, e.g. 'bundled'. */
  readonly name: string
  /** sha256 over the model's own files: artefacts made by another model are refused. */
  readonly hash: string
  /** 'static': a table of token vectors; 'encoder': a network that reads the whole text, whose similarities deserve more weight. */
  readonly kind: 'static' | 'encoder'
  readonly dimensions: number
  /** Longest text in the embedder's own tokens, special tokens included; Infinity if there is no limit. */
  readonly maxTokens: number
  /** Tokens of a text in the embedder's own tokenizer, special tokens included. */
  countTokens(text: string): number
  /** One row of `dimensions` float32 a text. An empty text gives a zero row. Throws where a text exceeds maxTokens. */
  embed(texts: readonly string[], role: 'query' | 'passage'): Promise<Float32Array[]>
  close(): Promise<void>
}
