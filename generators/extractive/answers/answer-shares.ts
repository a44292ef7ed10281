import type { Concept } from '../extractive-query.js'

/** A word of a term that the lexicon knows names a thing. */
const TERM = 2
/** A word that nothing in the context holds may be no more than a manner of speaking. */
const ABSENT = 0.3
/** Another name for a word is nearly that word; of another name of several words a line may hold some. */
const OTHER_NAME = 0.9
const HALF_NAME = 0.4

/** Of each unit, shares of the words that are asked for, 0 to 1. */
export type Shares = {
  /** By what the words name: how sure they are that it speaks of what is asked for. */
  readonly covered: readonly number[]
  /** With every word of the same worth. */
  readonly whole: readonly number[]
  /** By their rarity among the units (BM25's idf): what tells one unit from another. */
  readonly told: readonly number[]
}

/**
 * Of each unit the share of the words that it holds, for what it is worth and for ranking. In a context that is all about one thing the
 * words for it are common and tell lines apart no more; that it is what was asked for they still say.
 */
export function sharesOf(units: readonly ReadonlySet<string>[], concepts: readonly Concept[]): Shares {
  const held = concepts.map((concept) => units.map((words) => holds(words, concept)))
  const holding = held.map((row) => row.filter((part) => part > 0).length)
  const weights = concepts.map(({ isTerm }, at) => {
    if (isTerm) return TERM
    return holding[at] === 0 ? ABSENT : 1
  })
  const rarities = holding.map(
    (count, at) => weights[at]! * Math.log(1 + (units.length - count + 0.5) / (count + 0.5)),
  )
  return {
    covered: shareBy(weights, held, units.length),
    whole: shareBy(
      concepts.map(() => 1),
      held,
      units.length,
    ),
    told: shareBy(rarities, held, units.length),
  }
}

function shareBy(weights: readonly number[], held: readonly (readonly number[])[], units: number): number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  return Array.from({ length: units }, (_, at) => {
    const sum = held.reduce((part, row, concept) => part + row[at]! * weights[concept]!, 0)
    return total === 0 ? 0 : sum / total
  })
}

/** 1 if the words hold the concept's own, a little less where they hold another name of it. */
function holds(words: ReadonlySet<string>, { stem, others }: Concept): number {
  if (words.has(stem)) return 1
  let most = 0
  for (const other of others) {
    const part = other.filter((one) => words.has(one)).length / other.length
    most = Math.max(most, part)
  }
  return OTHER_NAME * (most === 1 ? 1 : HALF_NAME * most)
}
