import type { Chunk } from '../../indexes/chunks/chunk.js'
import { inChartOrder } from '../../indexes/chunks/chunk.js'
import { type Group, groupKey } from '../view/render-context.js'
import type { Passage, Presentation } from './context.js'

/**
 * The groups of a context in the order in which it shows them. Spans of a note are in its own order whatever the order of
 * the groups is. A group is as relevant as its best passage.
 */
export function presented(taken: readonly Passage[], presentation: Presentation): Group[] {
  const groups = new Map<string, { chunks: Chunk[]; best: number }>()
  for (const { chunk, rank } of [...taken].sort((a, b) => inChartOrder(a.chunk, b.chunk))) {
    const key = groupKey(chunk)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { chunks: [chunk], best: rank })
    else {
      group.chunks.push(chunk)
      group.best = Math.min(group.best, rank)
    }
  }
  const byTime = [...groups].map(([key, { chunks, best }]) => ({ key, chunks, best }))
  if (presentation === 'by-time') return byTime
  const byRelevance = byTime.sort((a, b) => a.best - b.best)
  return presentation === 'by-relevance' ? byRelevance : bestAtEnds(byRelevance)
}

/**
 * First, third, fifth ... fourth, second: models read both ends of a long context better than its middle (Liu et al., "Lost
 * in the Middle", TACL 2024).
 */
export function bestAtEnds<T>(ranked: readonly T[]): T[] {
  const front = ranked.filter((_, i) => i % 2 === 0)
  const back = ranked.filter((_, i) => i % 2 === 1)
  return [...front, ...back.reverse()]
}
