import type { Reranker } from '../../indexes/rerankers/reranker.js'
import type { Scored } from '../strategy.js'
import { passageText } from '../view/render-context.js'
import { explained, type Modifier } from './modifier.js'

/**
 * The best `depth` in the order of a reranker, with the logistic of its scores, as the sentence-transformers library gives
 * those of a model with one logit. What ranks below stays there, with falling scores.
 */
export function rerank(reranker: Reranker, depth: number): Modifier {
  return async (ranked, { text }, view) => {
    const head = ranked.slice(0, depth)
    const logits = await reranker.score(
      text,
      head.map(({ chunk }) => passageText(chunk, view)),
    )
    const order = head.map((_, i) => i).sort((a, b) => logits[b]! - logits[a]! || a - b)
    const best = order.map((i): Scored => {
      const why = () => `${reranker.name} ${logits[i]!.toFixed(2)}`
      return { ...explained(head[i]!, why), score: 1 / (1 + Math.exp(-logits[i]!)) }
    })
    const least = best.at(-1)?.score ?? 0
    const rest = ranked.slice(depth).map((one, i) => ({ ...one, score: (least * depth) / (depth + i + 1) }))
    return [...best, ...rest]
  }
}
