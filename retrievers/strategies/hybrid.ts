import type { Embedder } from '../../indexes/embedders/embedder.js'
import { byScore, rankedStrategy } from '../ranked.js'
import type { Strategy } from '../strategy.js'
import { cosines } from './dense.js'
import { lexicalScores } from './lexical-mix.js'

/** Weight of the cosine beside the lexical share, by kind of embedder. */
export type CosineWeights = Readonly<Record<Embedder['kind'], number>>

/** From a sweep over three sets of real prose: flat around these, and never below BM25 on any of them. */
const COSINE_WEIGHTS: CosineWeights = { static: 0.2, encoder: 0.4 }

/**
 * Lexical share + weight * cosine, added raw. Reciprocal rank fusion throws away how sure the words are and lost up to
 * .14 MRR where this never lost to BM25 (docs/design.md).
 */
export function hybrid(weights = COSINE_WEIGHTS): Strategy {
  return rankedStrategy('hybrid', async (instruction, view) => {
    const weight = weights[view.shard.embedderKind]
    const similarity = await cosines(instruction.text, view)
    const scores = lexicalScores(instruction.text, view).map(
      (share, i) => share + weight * Math.max(0, similarity[i]!),
    )
    return byScore(view.chunks, scores)
  })
}
