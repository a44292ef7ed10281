import type { ValueLine } from '../../eval/measured/value-line.js'
import { measureNamed } from '../../eval/measures/measure-names.js'
import { type PlainTable, wrappedTable } from '../../eval/report/tables/plain-table.js'
import { trecCounts } from '../../eval/retrieval/trec-measures.js'
import { exactSum } from '../../eval/statistics/sums/exact-sum.js'

/** mean: of the values of all rows, or the corpus's own value; null where no row has one. */
export type MeasureSummary = {
  readonly measure: string
  readonly n: number
  readonly unscored: number
  readonly mean: number | null
}

/** Measures whose reference tool gives points already; all others run from 0 to 1. */
const IN_POINTS = /^(?:corpus\.)?(?:bleu|chrf|ter)/

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

/** Means in points of 100 (of TER, which has no upper end, edits per 100 words), then those of counts, under their one name. */
export function summaryTable(summaries: readonly MeasureSummary[], width: number): string {
  const isCount = ({ measure }: MeasureSummary) => Object.hasOwn(trecCounts, measure)
  const counts = summaries.filter(isCount)
  const others = summaries.filter((one) => !isCount(one))
  const points = wrappedTable(
    tableOf('mean, of 100', others, ({ measure }) => (IN_POINTS.test(measure) ? 1 : 100)),
    width,
  )
  if (counts.length === 0) return points
  return `${points}\n${wrappedTable(
    tableOf('mean count', counts, () => 1),
    width,
  )}`
}

function tableOf(
  unit: string,
  summaries: readonly MeasureSummary[],
  factorOf: (summary: MeasureSummary) => number,
): PlainTable {
  const rows = summaries.map((summary) => {
    const { measure, n, unscored, mean } = summary
    const shown = mean === null ? 'no value' : (mean * factorOf(summary)).toFixed(2)
    return [measureNamed(measure), n, unscored, shown]
  })
  const aligns = ['left', 'right', 'right', 'right'] as const
  return { head: ['measure', 'n', 'unscored', unit], aligns, rows, labels: 1 }
}
