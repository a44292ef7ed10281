import type { ValueLine } from '../../eval/measured/value-line.js'
import { measureNamed } from '../../eval/measures/measure-names.js'
import { pointsOf } from '../../eval/report/tables/format-value.js'
import { type PlainTable, wrappedTable } from '../../eval/report/tables/plain-table.js'
import { rankingMeasures } from '../../eval/retrieval/ranking-measures.js'
import { meanOf } from '../../eval/statistics/sums/moments.js'

/** `mean` is over the values of all rows, or the value of the whole corpus; null if no row has a value. */
export type MeasureSummary = {
  readonly measure: string
  readonly n: number
  readonly unscored: number
  readonly mean: number | null
}

const counts = new Set(rankingMeasures.flatMap(({ tool, isCount }) => (isCount ? [tool] : [])))

/** Adds up values per measure as they come, so that no rows are kept in memory. */
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
      mean: values.length === 0 ? null : meanOf(values),
    }))
  }
}

/** A table of means in points of 100 (TER, which has no upper end: edits per 100 words), then one of the measures that count. */
export function summaryTable(summaries: readonly MeasureSummary[], width: number): string {
  const counted = summaries.filter(({ measure }) => counts.has(measure))
  const others = summaries.filter(({ measure }) => !counts.has(measure))
  const points = wrappedTable(tableOf('mean, of 100', others), width)
  return counted.length === 0 ? points : `${points}\n${wrappedTable(tableOf('mean count', counted), width)}`
}

function tableOf(unit: string, summaries: readonly MeasureSummary[]): PlainTable {
  const rows = summaries.map((summary) => {
    const { measure, n, unscored, mean } = summary
    const shown = mean === null ? 'no value' : (mean * pointsOf(measure)).toFixed(2)
    return [measureNamed(measure), n, unscored, shown]
  })
  const aligns = ['left', 'right', 'right', 'right'] as const
  return { head: ['measure', 'n', 'unscored', unit], aligns, rows, labels: 1 }
}
