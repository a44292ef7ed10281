import { newestFirst } from '../ranked.js'
import type { Scored } from '../strategy.js'
import { explained } from './modifier.js'

/** Scores times a factor, in their new order; equals by time (newest first), then chunkId, as in every ranking. */
export function rescored(ranked: readonly Scored[], factorOf: (scored: Scored) => number): Scored[] {
  return ranked
    .map((scored) => {
      const factor = factorOf(scored)
      return { ...explained(scored, () => `times ${factor.toFixed(2)}`), score: scored.score! * factor }
    })
    .sort((a, b) => b.score - a.score || newestFirst(a.chunk, b.chunk))
}
