import { latestFirst } from '../corpus/time-order.js'
import type { Chunk } from '../indexes/chunks/chunk.js'
import type { Passage } from './packing/context.js'
import { packPassages } from './packing/pack.js'
import type { Ranker, Scored, Strategy } from './strategy.js'

/** rank |> pack: every ranking strategy fills its context through the one packer. */
export function rankedStrategy(name: string, rank: Ranker): Strategy {
  return {
    name,
    rank,
    async select(instruction, view) {
      const scored = await rank(instruction, view)
      const passages = scored.map(
        ({ chunk, score, why }, i): Passage =>
          why === undefined ? { chunk, score, rank: i + 1 } : { chunk, score, why, rank: i + 1 },
      )
      return (budget) => packPassages(passages, view, budget)
    },
  }
}

/**
 * Chunks in order of score; ties by time (newest first), then chunkId. Chunks that score 0 or less were not found.
 * @param scores one for each chunk of the view
 */
export function byScore(chunks: readonly Chunk[], scores: Float64Array): Scored[] {
  const order: number[] = []
  for (let i = 0; i < scores.length; i++) if (scores[i]! > 0) order.push(i)
  order.sort((a, b) => scores[b]! - scores[a]! || newestFirst(chunks[a]!, chunks[b]!))
  return order.map((i) => ({ chunk: chunks[i]!, score: scores[i]! }))
}

/** Undated chunks come last. */
export function newestFirst(a: Chunk, b: Chunk): number {
  if (a.time !== b.time) return latestFirst(a.time, b.time)
  return a.chunkId < b.chunkId ? -1 : a.chunkId > b.chunkId ? 1 : 0
}
