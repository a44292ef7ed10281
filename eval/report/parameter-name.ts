/** Entries of `Provenance.index` that are no parameters of an index, and what a person calls them. */
const OTHERS: Readonly<Record<string, string>> = {
  embedderHash: 'embedder hash',
  experiment: 'experiment hash',
  gold: 'gold evidence',
  prompt: 'prompt',
  reranker: 'reranker',
  rerankerHash: 'reranker hash',
}

/** What a person calls an entry of `Provenance.index`: 'index chunk', 'gold evidence'. */
export function parameterName(key: string): string {
  return OTHERS[key] ?? `index ${key}`
}

/** Whether an entry of `Provenance.index` describes the index or its embedder, and so is in each entry of a list of indexes. */
export function isOfIndex(key: string): boolean {
  return !(key in OTHERS) || key === 'embedderHash'
}

/** All parameters of an index in one line, by name: 'chunk tokens, chunkTokens 128, …'. */
export function indexLine(entries: Readonly<Record<string, unknown>>): string {
  return Object.entries(entries)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key === 'embedderHash' ? parameterName(key) : key} ${value}`)
    .join(', ')
}
