import { newestFirst, rankedStrategy } from './ranked.js'
import type { Strategy } from './strategy.js'

/** Whole documents, newest first, until the budget; shown in time order. */
export function recent(): Strategy {
  return rankedStrategy('recent', async (_, view) =>
    [...view.documents()].sort(newestFirst).map((chunk) => ({ chunk, score: null })),
  )
}

/** Whole documents, oldest first, until the budget. Undated documents come last. */
export function oldest(): Strategy {
  return rankedStrategy('oldest', async (_, view) =>
    view.documents().map((chunk) => ({ chunk, score: null })),
  )
}
