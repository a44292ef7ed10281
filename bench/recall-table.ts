import Table from 'cli-table3'
import { type CohortRecall, meanPercent } from './cohort-recall.js'
import type { Difference } from './paired-differences.js'

/** At which the lenient recall and the differences are shown; all budgets are in the numbers that OUT takes. */
export const SHOWN = [500, 1000, 2000] as const

/** In percent: strict at every budget, then lenient at a few. */
export function recallTable(
  { cells }: CohortRecall,
  rows: readonly string[],
  budgets: readonly number[],
): string {
  const lenient = SHOWN.filter((budget) => budgets.includes(budget))
  const table = tableOf([
    'evidence recall, %',
    ...budgets.map((budget) => `${budget}`),
    ...lenient.map((budget) => `len ${budget}`),
  ])
  for (const row of rows) {
    table.push([
      row,
      ...budgets.map((budget) => percent(meanPercent(cells.get(`${row} ${budget}`)?.strict))),
      ...lenient.map((budget) => percent(meanPercent(cells.get(`${row} ${budget}`)?.lenient))),
    ])
  }
  return table.toString()
}

/** '+23 18..29*': points more than the baseline, with the 95% interval; '*' where it leaves 0 out. */
export function differenceTable(
  differences: readonly Difference[],
  rows: readonly string[],
  baselines: readonly string[],
): string {
  const columns = baselines.flatMap((baseline) => SHOWN.map((budget) => ({ baseline, budget })))
  const table = tableOf([
    'points more than',
    ...columns.map(({ baseline, budget }) => `${baseline}\n${budget}`),
  ])
  for (const row of rows) {
    const cells = columns.map(({ baseline, budget }) => {
      const found = differences.find(
        (one) => one.strategy === row && one.baseline === baseline && one.budget === budget,
      )
      return found === undefined ? '' : difference(found)
    })
    if (cells.some((cell) => cell !== '')) table.push([row, ...cells])
  }
  return table.toString()
}

function difference({ mean, low, high }: Difference): string {
  const sign = Math.round(mean) > 0 ? '+' : ''
  if (low === null || high === null) return `${sign}${whole(mean)}`
  return `${sign}${whole(mean)} ${whole(low)}..${whole(high)}${low > 0 || high < 0 ? '*' : ''}`
}

function whole(value: number): string {
  return `${Math.round(value)}`
}

function percent(value: number | null): string {
  return value === null ? '' : value.toFixed(1)
}

export function tableOf(head: string[]): Table.Table {
  const colAligns = head.map((_, i) => (i === 0 ? 'left' : 'right'))
  return new Table({ head, colAligns, style: { head: [], border: [], compact: true } })
}
