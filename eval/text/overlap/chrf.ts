import { remembered } from '../../../base/remember.js'
import { ngramIds, sharedNgrams } from '../words/ngram-ids.js'
import { pythonSplit } from '../words/python-split.js'
import { chrfWords } from '../words/tokenize.js'

const CHARACTER_ORDER = 6
const WORD_ORDER = 2
const BETA_SQUARED = 4

// Code points: over UTF-16 units an emoji would be two characters.
const charactersOf = remembered((text) => [...pythonSplit(text).join('')])
const wordsOf = remembered(chrfWords)

/** For every order, characters first: n-grams of the candidate, of the reference, and those shared. */
export type ChrfCounts = readonly (readonly [candidate: number, reference: number, shared: number])[]

/** Counts against each reference: `chrf` of characters (orders 1 to 6), `chrf++` with words (orders 1 and 2) too. */
export function chrfStatistics(
  candidate: string,
  references: readonly string[],
): { readonly chrf: readonly ChrfCounts[]; readonly 'chrf++': readonly ChrfCounts[] } {
  const texts = [candidate, ...references]
  const characters = ngramIds(texts.map(charactersOf), CHARACTER_ORDER)
  const words = ngramIds(texts.map(wordsOf), WORD_ORDER)
  const counts = (orders: typeof characters): ChrfCounts[] =>
    references.map((_, r) =>
      orders.map((order) => {
        // sacrebleu counts no n-gram of a candidate if the reference has none of the same order.
        const inReference = order.of[r + 1]!.length
        const inCandidate = inReference === 0 ? 0 : order.of[0]!.length
        return [inCandidate, inReference, sharedNgrams(order, 0, r + 1)] as const
      }),
    )
  const chrf = counts(characters)
  const ofWords = counts(words)
  return { chrf, 'chrf++': chrf.map((own, r) => [...own, ...ofWords[r]!]) }
}

/**
 * chrF, 0 to 100, as sacrebleu's CHRF(): precision and recall are averaged over the orders that both sides have, then
 * one F with beta 2 is taken of the averages (Popović 2015; with words chrF++, 2017).
 */
export function chrfScore(counts: ChrfCounts): number {
  let precision = 0
  let recall = 0
  let orders = 0
  for (const [candidate, reference, shared] of counts) {
    if (candidate === 0 || reference === 0) continue
    precision += shared / candidate
    recall += shared / reference
    orders += 1
  }
  if (precision + recall === 0) return 0
  precision /= orders
  recall /= orders
  return 100 * (((1 + BETA_SQUARED) * precision * recall) / (BETA_SQUARED * precision + recall))
}

/** The counts against the reference with the best score, the first one on a tie. A corpus sums these. */
export function bestChrf(perReference: readonly ChrfCounts[]): ChrfCounts {
  return perReference.reduce((best, counts) => (chrfScore(counts) > chrfScore(best) ? counts : best))
}

/** The counts of two texts together. */
export function addChrf(a: ChrfCounts, b: ChrfCounts): ChrfCounts {
  return a.map(([candidate, reference, shared], n) => {
    const [more, moreReference, moreShared] = b[n]!
    return [candidate + more, reference + moreReference, shared + moreShared] as const
  })
}
