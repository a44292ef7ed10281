import { byScore, rankedStrategy } from '../ranked.js'
import type { Strategy } from '../strategy.js'
import { cosines } from './dense.js'
import { bm25Scores } from './lexical.js'

/** The constant of Cormack, Clarke and Büttcher (SIGIR 2009). */
export const RRF_K = 60

/** bm25 and dense-exact fused by sum of 1 / (k + rank): a named arm, known to throw away how sure each of them is. */
export function hybridRrf(k = RRF_K): Strategy {
  return rankedStrategy('hybrid-rrf', async ({ text }, view) =>
    byScore(view.chunks, reciprocalRanks([bm25Scores(text, view), await cosines(text, view)], k)),
  )
}

/** Ranks count from 1; equal scores share the best of their ranks, and what scores 0 or less has none. */
export function reciprocalRanks(lists: readonly Float64Array[], k: number): Float64Array {
  const sums = new Float64Array(lists[0]?.length ?? 0)
  for (const scores of lists) {
    const order = Array.from(scores.keys())
      .filter((i) => scores[i]! > 0)
      .sort((a, b) => scores[b]! - scores[a]!)
    let rank = 0
    for (const [place, i] of order.entries()) {
      if (place === 0 || scores[i]! < scores[order[place - 1]!]!) rank = place + 1
      sums[i]! += 1 / (k + rank)
    }
  }
  return sums
}
