import type { Embedder } from '../../indexes/embedders/embedder.js'
import { byScore, rankedStrategy } from '../ranked.js'
import type { Strategy } from '../strategy.js'
import { cosines } from './dense.js'
import { lexicalScores } from './lexical-mix.js'

/** Weight of the cosine beside the lexical share, by kind of embedder. */
export type CosineWeights = Readonly<Record<Embedder['kind'], number>>

/**
 * Lexical share + weight * cosine, added raw. Reciprocal rank fusion throws away how sure the words are and lost up to
 * .14 MRR where this never lost to BM25 (docs/design.md).
 */
export function hybrid(weights: CosineWeights): Strategy {
  return rankedStrategy('hybrid', async (instruction, view) => {
    const weight = weights[view.shard.embedderKind]
    const similarity = await cosines(instruction.text, view)
    const scores = lexicalScores(instruction.text, view).map(
      (share, i) => share + weight * Math.max(0, similarity[i]!),
    )
    return byScore(view.chunks, scores)
  })
}
