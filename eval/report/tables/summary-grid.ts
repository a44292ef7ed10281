import { groupBy } from '../../../base/group-by.js'
import { counted, formatCount } from '../../../base/text/format-count.js'
import { baselineText, isBaseline } from '../../compare/arms/baseline.js'
import { budgetColumns, type NamedBudget } from '../../compare/arms/budget-text.js'
import { directionOf, senseNote } from '../../compare/measure-direction.js'
import type { CellSummary, Summary } from '../../compare/summarise.js'
import type { Comparison } from '../../compare/tested/comparison.js'
import { keyOf } from '../../compare/value-table.js'
import { haveIntervals, withIntervals } from '../interval-note.js'
import type { Provenance } from '../provenance.js'
import { adjustmentOf, hasStar } from './comparison-star.js'
import { unitOf } from './format-value.js'

/** One table for print: the cells of one measure and generator, strategies down and budgets across. */
export type SummaryGrid = {
  readonly measure: string
  readonly generator: string
  readonly budgets: readonly NamedBudget[]
  readonly rows: readonly GridRow[]
}

/** A strategy's row of a table of means. */
export type GridRow = {
  readonly strategy: string
  readonly isBaseline: boolean
  /** In the order of the budgets; null: the strategy has other budgets. */
  readonly cells: readonly (MarkedCell | null)[]
}

/**
 * `mark`: '+' (better) or '−' (worse) if the interval of the difference to the baseline excludes 0, then '*' if its p is below
 * .05. The p of the primary comparison is its own, those of the others are adjusted by Holm.
 */
export type MarkedCell = CellSummary & { readonly mark: string }

const SIDES = { better: '+', worse: '−', open: '' } as const

/** A table per measure and generator, the headline ones first. */
export function summaryGrids(summary: Summary): SummaryGrid[] {
  const marks = new Map(summary.comparisons.map((one) => [keyOf(one), markOf(one)]))
  const groups = groupBy(summary.cells, ({ measure, generator }) => JSON.stringify([measure, generator]))
  return [...groups.values()].map((cells) => {
    const { measure, generator } = cells[0]!
    const budgets = budgetColumns(cells)
    const rows = [...new Set(cells.map(({ strategy }) => strategy))].map((strategy) => ({
      strategy,
      isBaseline: isBaseline(strategy, summary.baseline),
      cells: budgets.map(({ budget }) => {
        const cell = cells.find((one) => one.strategy === strategy && one.budget === budget)
        return cell === undefined ? null : { ...cell, mark: marks.get(keyOf(cell)) ?? '' }
      }),
    }))
    return { measure, generator, budgets, rows }
  })
}

function markOf(comparison: Comparison): string {
  return `${SIDES[directionOf(comparison, comparison.measure)]}${hasStar(comparison) ? '*' : ''}`
}

/** What a table is based on, so that it can be read outside the report: corpus, n, patients, seeds, resamples, and what its marks mean. */
export function gridCaption(grid: SummaryGrid, summary: Summary, provenance: Provenance): string {
  const level = `${Math.round(summary.level * 100)}%`
  const { measure, generator } = grid
  const sentences = [
    `${measure}, generator ${generator}.`,
    `Corpus ${provenance.corpus.name}: n = ${counted(summary.instructions, 'instruction')} of ${counted(summary.patients, 'patient')}.`,
    `Means in ${unitOf(measure)}${senseNote(measure)}, ${withIntervals(summary, ` (BCa, or percentile if BCa is undefined; ${formatCount(summary.resamples)} resamples of whole patients, seed ${summary.seed})`)}; experiment seed ${provenance.seed}.`,
    `Budgets in tokens (${provenance.counter}).`,
  ]
  if (grid.rows.some(({ cells }) => cells.some((cell) => cell !== null && cell.unscored.length > 0)))
    sentences.push('If n is given, the other instructions are unscored, not zero.')
  if (summary.baseline !== null && haveIntervals(summary))
    sentences.push(
      `Superscript + or −: better or worse; the ${level} interval of the paired difference to ${baselineText(summary)} excludes 0 (not adjusted).`,
      `Superscript *: p < .05 by flipping the signs of whole patients; ${adjustmentOf(summary)}.`,
    )
  return sentences.join(' ')
}
