import { createHash } from 'node:crypto'

/** How notes are cut. Sizes of `tokens` are in the embedder's tokens, those of `recursive` in characters. */
export type NoteUnit =
  | { readonly chunk: 'sentence'; readonly windowTokens: number }
  | { readonly chunk: 'tokens'; readonly chunkTokens: number; readonly overlapTokens: number }
  | { readonly chunk: 'recursive'; readonly chunkChars: number; readonly overlapChars: number }

/** The parameters of a graph, under hnswlib's names. */
export type HnswParameters = {
  readonly m: number
  readonly efConstruction: number
  readonly ef: number
  readonly seed: number
}

/**
 * How vectors are searched. auto: through the graph, or exactly if that is as fast; hnsw: always through the graph;
 * exact: no graph is built.
 */
export type SearchMode = 'auto' | 'hnsw' | 'exact'

/** Everything that decides the content of an index. Equal parameters and equal records give equal files. */
export type IndexParameters = {
  readonly unit: NoteUnit
  readonly events: 'day' | 'series'
  /** Longest rendered day chunk of events, in characters. */
  readonly eventChars: number
  readonly embedder: { readonly name: string; readonly hash: string }
  readonly search: SearchMode
  readonly hnsw: HnswParameters
}

// Among 30,000 sentences of textbook prose, ef 256 finds .992 of the 20 nearest with efConstruction 40 and .999 with 100, which
// takes twice as long to build. If a patient's graph finds less than .99, ef is raised (recall-audit.ts).
/** Chosen for recall: `chartsift index` audits every graph. */
export const HNSW_DEFAULTS: HnswParameters = { m: 16, efConstruction: 40, ef: 256, seed: 100 }

/** A readable name for files, different for different parameters. */
export function indexId(parameters: IndexParameters): string {
  const hash = createHash('sha256').update(JSON.stringify(parameters)).digest('hex').slice(0, 8)
  const embedder = parameters.embedder.name.replaceAll(/[^A-Za-z0-9.-]+/g, '-')
  return `${parameters.unit.chunk}-${parameters.events}-${embedder}-${hash}`
}
