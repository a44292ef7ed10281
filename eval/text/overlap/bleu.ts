import { remembered } from '../../../base/remember.js'
import { ngramIds, sharedNgrams } from '../words/ngram-ids.js'
import { tokenize13a } from '../words/tokenize.js'

const tokensOf = remembered(tokenize13a)
const ORDERS = [0, 1, 2, 3] as const

/** What BLEU is computed from, of one text or summed over a corpus; arrays hold orders 1 to 4. Lengths in tokens. */
export type BleuCounts = {
  readonly matches: readonly number[]
  readonly totals: readonly number[]
  readonly candidateLength: number
  readonly referenceLength: number
}

/** For the references together, and for each by itself. */
export type BleuStatistics = { readonly pooled: BleuCounts; readonly single: readonly BleuCounts[] }

/**
 * Counts as sacrebleu's BLEU() with tokenizer 13a. With several references, n-grams are clipped by the most that any one has, and
 * the length is the closest to the candidate's, the shorter on a tie.
 */
export function bleuStatistics(candidate: string, references: readonly string[]): BleuStatistics {
  const ids = ngramIds([candidate, ...references].map(tokensOf), ORDERS.length)
  const places = references.map((_, r) => r + 1)
  const candidateLength = ids[0]!.of[0]!.length
  const totals = ids.map(({ of }) => of[0]!.length)
  const lengths = places.map((r) => ids[0]!.of[r]!.length)
  const single = places.map((r) => ({
    matches: ids.map((order) => sharedNgrams(order, 0, r)),
    totals,
    candidateLength,
    referenceLength: lengths[r - 1]!,
  }))
  if (single.length === 1) return { pooled: single[0]!, single }
  const matches = ids.map(({ of, count }) => {
    const most = new Int32Array(count)
    for (const r of places) {
      const own = new Int32Array(count)
      for (const id of of[r]!) {
        own[id]! += 1
        if (own[id]! > most[id]!) most[id] = own[id]!
      }
    }
    let shared = 0
    for (const id of of[0]!) {
      if (most[id]! > 0) {
        most[id]! -= 1
        shared += 1
      }
    }
    return shared
  })
  const distance = (length: number) => Math.abs(length - candidateLength)
  const referenceLength = lengths.reduce((best, length) =>
    distance(length) < distance(best) || (distance(length) === distance(best) && length < best)
      ? length
      : best,
  )
  return { pooled: { matches, totals, candidateLength, referenceLength }, single }
}

/**
 * BLEU, 0 to 100 (Papineni et al. 2002), exp smoothing: each further order without a match counts half as much again.
 * No match at all: 0. Identical texts give 100.00000000000004, as sacrebleu's arithmetic does.
 * @param isEffectiveOrder ends with the longest n-gram that the candidate has (sacrebleu's sentence_score);
 *   otherwise a corpus without 4-grams has 0
 */
export function bleuScore(counts: BleuCounts, isEffectiveOrder: boolean): number {
  const { matches, totals, candidateLength, referenceLength } = counts
  if (matches.every((count) => count === 0)) return 0
  const orders = totals.filter((total) => total > 0).length
  if (orders < ORDERS.length && !isEffectiveOrder) return 0
  let halvings = 1
  let logs = 0
  for (const n of ORDERS.slice(0, orders)) {
    if (matches[n] === 0) halvings *= 2
    const precision = matches[n] === 0 ? 100 / (halvings * totals[n]!) : (100 * matches[n]!) / totals[n]!
    logs += Math.log(precision)
  }
  const brevity = candidateLength < referenceLength ? Math.exp(1 - referenceLength / candidateLength) : 1
  return brevity * Math.exp(logs / orders)
}

/** The counts of two texts together. */
export function addBleu(a: BleuCounts, b: BleuCounts): BleuCounts {
  return {
    matches: a.matches.map((count, n) => count + b.matches[n]!),
    totals: a.totals.map((count, n) => count + b.totals[n]!),
    candidateLength: a.candidateLength + b.candidateLength,
    referenceLength: a.referenceLength + b.referenceLength,
  }
}
