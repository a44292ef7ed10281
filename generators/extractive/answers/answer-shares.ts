import type { Concept } from '../extractive-query.js'

/** Weight of a word that belongs to a term of the lexicon: it names a thing. */
const TERM = 2
/** Weight of a word that nothing in the context contains: it may be a figure of speech. */
const ABSENT = 0.3
/** Credit for a synonym: nearly that of the word itself if the line has all of its words, less if it has some. */
const OTHER_NAME = 0.9
const HALF_NAME = 0.4

/** For each unit, in the order given, shares from 0 to 1 of the words that are asked for. */
export type Shares = {
  /** Weighted by what the words name: how surely the unit is about what is asked for. */
  readonly covered: readonly number[]
  /** All words weigh the same. */
  readonly whole: readonly number[]
  /** Weighted by rarity among the units (BM25's idf): what distinguishes one unit from another. */
  readonly told: readonly number[]
}

/**
 * For each unit the share of the words that it contains: once to judge whether it is relevant, once for ranking.
 * If the whole context is about one thing, the words for that thing are common and no longer distinguish lines,
 * but they still show that a line is relevant.
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

/** 1 if the words contain the concept's own word, a little less if they contain a synonym of it. */
function holds(words: ReadonlySet<string>, { stem, others }: Concept): number {
  if (words.has(stem)) return 1
  let most = 0
  for (const other of others) {
    const part = other.filter((one) => words.has(one)).length / other.length
    most = Math.max(most, part)
  }
  return OTHER_NAME * (most === 1 ? 1 : HALF_NAME * most)
}
