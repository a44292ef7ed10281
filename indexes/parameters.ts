import { createHash } from 'node:crypto'

/** How notes are cut. Sizes of `tokens` are in the embedder's tokens, those of `recursive` in characters. */
export type NoteUnit =
  | { readonly chunk: 'sentence'; readonly windowTokens: number }
  | { readonly chunk: 'tokens'; readonly chunkTokens: number; readonly overlapTokens: number }
  | { readonly chunk: 'recursive'; readonly chunkChars: number; readonly overlapChars: number }

export type HnswParameters = {
  readonly m: number
  readonly efConstruction: number
  readonly ef: number
  readonly seed: number
}

/** Everything that decides what an index holds. Equal parameters and equal records give equal files. */
export type IndexParameters = {
  readonly unit: NoteUnit
  readonly events: 'day' | 'series'
  /** Longest rendered day chunk of events, in characters. */
  readonly eventChars: number
  readonly embedder: { readonly name: string; readonly hash: string }
  readonly hnsw: HnswParameters
}

export const HNSW_DEFAULTS: HnswParameters = { m: 16, efConstruction: 200, ef: 128, seed: 100 }

/** A name for files: readable, and different whenever any parameter is. */
export function indexId(parameters: IndexParameters): string {
  const hash = createHash('sha256').update(JSON.stringify(parameters)).digest('hex').slice(0, 8)
  const embedder = parameters.embedder.name.replaceAll(/[^A-Za-z0-9.-]+/g, '-')
  return `${parameters.unit.chunk}-${parameters.events}-${embedder}-${hash}`
}
