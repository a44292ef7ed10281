import { cosines } from './dense.js'
import { bm25Shares } from './lexical.js'
import { byScore, rankedStrategy } from './ranked.js'
import type { Strategy } from './strategy.js'

/**
 * BM25 share + weight * cosine, added raw. Reciprocal rank fusion throws away how sure BM25 is and lost up to .18
 * MRR where this never lost to BM25 alone (docs/design.md, findings).
 */
export function hybrid(cosineWeight: number): Strategy {
  return rankedStrategy('hybrid', async (instruction, view) => {
    const shares = bm25Shares(instruction.text, view)
    const similarity = await cosines(instruction.text, view)
    const scores = shares.map((share, i) => share + cosineWeight * Math.max(0, similarity[i]!))
    return byScore(view.chunks, scores)
  })
}
