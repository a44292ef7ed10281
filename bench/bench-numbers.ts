import { ownVersion } from '../base/own-package.js'
import type { IndexedCorpus } from '../pipeline/index/indexed-corpus.js'
import { type CohortRecall, meanPercent } from './cohort-recall.js'
import { BOOTSTRAP, type Difference } from './paired-differences.js'

/** Of what made the numbers: enough to make them again. */
export function versions(): object {
  return {
    chartsift: ownVersion(),
    node: process.version,
    bootstrap: BOOTSTRAP,
    units: {
      recall: 'percent of essential facts',
      differences: 'points of strict recall, paired by instruction',
    },
  }
}

/** A cohort's numbers as they are in OUT. Equal hashes mean the same input, and contexts that are the same to the byte. */
export function cohortNumbers(
  { name, contentHash, parameters }: IndexedCorpus,
  { cells, hash }: CohortRecall,
  rows: readonly string[],
  budgets: readonly number[],
  differences: readonly Difference[],
): object {
  const recall = rows.flatMap((strategy) =>
    budgets.flatMap((budget) => {
      const cell = cells.get(`${strategy} ${budget}`)
      if (cell === undefined) return []
      const { strict, lenient } = cell
      return { strategy, budget, n: strict.size, strict: meanPercent(strict), lenient: meanPercent(lenient) }
    }),
  )
  return { cohort: name, contentHash, index: parameters, contextsHash: hash, recall, differences }
}
