import { exactSum } from '../eval/exact-sum.js'
import { wrappedTable } from '../eval/terminal/plain-table.js'

/** A value, or the reason why there is none. */
export type ValueLine = {
  readonly measure: string
  readonly value: number | null
  readonly reason: string | null
}

/** mean: of the values of all rows, or the corpus's own value; null where no row has one. */
export type MeasureSummary = {
  readonly measure: string
  readonly n: number
  readonly unscored: number
  readonly mean: number | null
}

export class MeasureTally {
  private readonly values = new Map<string, number[]>()
  private readonly unscored = new Map<string, number>()

  add({ measure, value }: ValueLine): void {
    const own = this.values.get(measure) ?? []
    this.values.set(measure, own)
    if (value === null) this.unscored.set(measure, (this.unscored.get(measure) ?? 0) + 1)
    else own.push(value)
  }

  summaries(): MeasureSummary[] {
    return [...this.values].map(([measure, values]) => ({
      measure,
      n: values.length,
      unscored: this.unscored.get(measure) ?? 0,
      mean: values.length === 0 ? null : exactSum(values) / values.length,
    }))
  }
}

export function summaryTable(summaries: readonly MeasureSummary[], width: number): string {
  const rows = summaries.map(({ measure, n, unscored, mean }) => [
    measure,
    n,
    unscored,
    mean === null ? 'no value' : mean.toFixed(4),
  ])
  const aligns = ['left', 'right', 'right', 'right'] as const
  return wrappedTable({ head: ['measure', 'n', 'unscored', 'mean'], aligns, rows, labels: 1 }, width)
}
