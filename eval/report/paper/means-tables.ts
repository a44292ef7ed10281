import { groupBy } from '../../../base/group-by.js'
import type { CellSummary } from '../../compare/summarise.js'
import { measureGroups } from '../figures/measure-groups.js'
import { anchorFor } from '../page/section.js'
import { pointsOf } from '../tables/format-value.js'
import { meansLatex } from '../tables/latex-table.js'
import { summaryGrids } from '../tables/summary-grid.js'
import type { PaperFacts } from './paper-facts.js'
import { tableCsv } from './paper-table.js'

/** The means of a measure as files. `name`: without an ending; unique. */
export type MeansTable = { readonly name: string; readonly latex: string; readonly csv: string }

const COLUMNS = [
  ...['strategy', 'budget', 'budget_name', 'generator', 'measure', 'mean', 'low', 'high'],
  ...['instructions', 'patients', 'unscored', 'reasons'],
].map((name) => ({ name, kind: 'text' as const }))

/** A table for each measure; generators with equal figures share one. */
export function meansTables({ summary, provenance, cautions }: PaperFacts): MeansTable[] {
  const grids = summaryGrids(summary)
  const tables = measureGroups(summary).map(({ cells, label }) => {
    const { measure, generator } = cells[0]!
    const grid = grids.find((one) => one.measure === measure && one.generator === generator)!
    return {
      name: anchorFor('means', measure),
      latex: meansLatex({ ...grid, generator: label }, { summary, provenance, cautions }),
      csv: tableCsv({ columns: COLUMNS, rows: cells.map((cell) => rowOf(cell, label)) }),
    }
  })
  return [...groupBy(tables, ({ name }) => name).values()].flatMap((alike) =>
    alike.map((table, i) => (i === 0 ? table : { ...table, name: `${table.name}-${i + 1}` })),
  )
}

/** In the numbers of the tables: points of 100, or the unit of the measure. */
function rowOf(cell: CellSummary, generator: string): string[] {
  const { strategy, budget, budgetName, measure, mean, interval, n, clusters, unscored } = cell
  const points = pointsOf(measure)
  const number = (value: number | undefined | null) =>
    value === undefined || value === null ? '' : String(value * points)
  const missing = unscored.reduce((sum, { count }) => sum + count, 0)
  const reasons = unscored.map(({ reason, count }) => `${reason} (${count})`).join('; ')
  return [
    ...[strategy, String(budget ?? ''), budgetName ?? '', generator, measure],
    ...[number(mean), number(interval?.low), number(interval?.high)],
    ...[String(n), String(clusters), String(missing), reasons],
  ]
}
