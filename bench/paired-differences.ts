import {
  bootstrapMeans,
  type ClusteredValue,
  type Estimate,
} from '../eval/statistics/resampling/bootstrap.js'
import type { CohortRecall } from './cohort-recall.js'

export const BOOTSTRAP = { seed: 7, resamples: 10_000, level: 0.95 } as const

/** In points of a hundred, over the instructions that both could be judged on; the interval resamples whole patients. */
export type Difference = {
  readonly strategy: string
  readonly baseline: string
  readonly budget: number
  readonly mean: number
  readonly low: number | null
  readonly high: number | null
  readonly patients: number
}

/** Of every row to every baseline that is there, in every budget. */
export function pairedDifferences(
  { cells }: CohortRecall,
  rows: readonly string[],
  baselines: readonly string[],
  budgets: readonly number[],
): Difference[] {
  const asked = rows.flatMap((strategy) =>
    baselines
      .filter((baseline) => baseline !== strategy)
      .flatMap((baseline) => budgets.map((budget) => ({ strategy, baseline, budget }))),
  )
  const columns = asked.map(({ strategy, baseline, budget }) =>
    pairs(cells.get(`${strategy} ${budget}`)?.strict, cells.get(`${baseline} ${budget}`)?.strict),
  )
  const estimates = bootstrapMeans(columns, BOOTSTRAP)
  return asked.flatMap((one, i) => inPoints(one, estimates[i]!))
}

function pairs(
  values: Map<string, ClusteredValue> | undefined,
  others: Map<string, ClusteredValue> | undefined,
): ClusteredValue[] {
  return [...(values ?? [])].flatMap(([id, { cluster, value }]) => {
    const other = others?.get(id)
    return other === undefined ? [] : { cluster, value: value - other.value }
  })
}

function inPoints(
  one: Pick<Difference, 'strategy' | 'baseline' | 'budget'>,
  { mean, interval, clusters }: Estimate,
): Difference[] {
  if (mean === null) return []
  const [low, high] = interval === null ? [null, null] : [100 * interval.low, 100 * interval.high]
  return [{ ...one, mean: 100 * mean, low, high, patients: clusters }]
}
