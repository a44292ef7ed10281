import { STEMS } from '../../indexes/words/analyzers.js'
import type { Scored } from '../strategy.js'
import type { RecordView } from '../view/record-view.js'
import { explained, type Modifier } from './modifier.js'

/** How many of the best are looked at: more than a context of 4,000 tokens holds. */
const DEPTH = 200

/**
 * Maximal marginal relevance (Carbonell & Goldstein, SIGIR 1998): next comes what has the most of
 * lambda * relevance + (1 - lambda) * (1 - similarity), similarity being that to the nearest of those chosen. Relevance is the
 * score by the best one's. The constant (1 - lambda) changes no order and keeps scores from 0 to 1. What ranks below the best
 * 200 stays there: it counts as a copy.
 */
export function mmr(lambda: number): Modifier {
  return (ranked, _, view) => {
    const top = ranked[0]?.score ?? 0
    if (top <= 0) return ranked
    const head = ranked.slice(0, DEPTH)
    const { vectors, stems } = stemVectors(head, view)
    const weightOf = new Float64Array(stems)
    const likeness = new Float64Array(head.length)
    const value = (i: number) => (lambda * head[i]!.score!) / top + (1 - lambda) * (1 - likeness[i]!)
    const left = head.map((_one, i) => i)
    const chosen: Scored[] = []
    while (left.length > 0) {
      let at = 0
      // The first of equals: the base's own order decides.
      for (let k = 1; k < left.length; k++) if (value(left[k]!) > value(left[at]!)) at = k
      const [next] = left.splice(at, 1)
      const near = likeness[next!]!
      const why = () => `similarity ${near.toFixed(2)} to a passage above`
      chosen.push({ ...explained(head[next!]!, why), score: value(next!) })
      const last = vectors[next!]!
      for (const [stem, weight] of last) weightOf[stem] = weight
      for (const i of left) likeness[i] = Math.max(likeness[i]!, dot(vectors[i]!, weightOf))
      for (const [stem] of last) weightOf[stem] = 0
    }
    return [...chosen, ...ranked.slice(DEPTH).map((one) => ({ ...one, score: (lambda * one.score!) / top }))]
  }
}

/** Counts of the stems of a text, brought to unit length; a stem is its number. */
type StemVector = readonly (readonly [stem: number, weight: number])[]

/** Of each passage the stems of its text; of a series those of its name. `stems`: how many there are in all. */
function stemVectors(
  ranked: readonly Scored[],
  view: RecordView,
): { readonly vectors: readonly StemVector[]; readonly stems: number } {
  const numbers = new Map<string, number>()
  const vectors = ranked.map(({ chunk }) => {
    const counts = new Map<number, number>()
    for (const term of STEMS.terms(view.shard.indexText(chunk))) {
      const stem = numbers.get(term) ?? numbers.size
      numbers.set(term, stem)
      counts.set(stem, (counts.get(stem) ?? 0) + 1)
    }
    const norm = Math.sqrt([...counts.values()].reduce((sum, count) => sum + count * count, 0))
    return [...counts].map(([stem, count]) => [stem, count / norm] as const)
  })
  return { vectors, stems: numbers.size }
}

/** The cosine of vectors of unit length, one of them spread out by stem; 0 if one is empty. */
function dot(vector: StemVector, weightOf: Float64Array): number {
  let sum = 0
  for (const [stem, weight] of vector) sum += weight * weightOf[stem]!
  // A copy's cosine may come out a bit above 1, and scores would no longer fall.
  return Math.min(1, sum)
}
