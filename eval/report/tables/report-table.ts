import { groupBy } from '../../../base/group-by.js'
import { counted } from '../../../base/text/format-count.js'
import { baselineText } from '../../compare/arms/baseline.js'
import { budgetColumns, budgetHead } from '../../compare/arms/budget-text.js'
import { directionOf, senseNote } from '../../compare/measure-direction.js'
import type { CellSummary, Summary } from '../../compare/summarise.js'
import type { Comparison } from '../../compare/tested/comparison.js'
import { keyOf } from '../../compare/value-table.js'
import { haveIntervals, withIntervals } from '../interval-note.js'
import { headlineNote, verdictOf } from '../verdict/verdict.js'
import { adjustmentOf, hasStar } from './comparison-star.js'
import { formatInterval, formatNumber, pointsOf, unitOf } from './format-value.js'
import { dividedTable } from './plain-table.js'
import { STANDARD_COLUMNS, wrapText } from './wrap-text.js'

/**
 * The summary as plain text: the verdict, then for each measure and generator strategies x budgets.
 * @param width in columns; a table that is wider is divided by budgets
 * @param cautions sentences that follow the legend
 */
export function reportTable(
  summary: Summary,
  width = STANDARD_COLUMNS,
  cautions: readonly string[] = [],
): string {
  const marks = new Map(summary.comparisons.map((one) => [keyOf(one), markOf(one)]))
  const cellGroups = groupBy(summary.cells, ({ measure, generator }) => JSON.stringify([measure, generator]))
  const sections = [...cellGroups.values()].map((cells) => {
    const { measure, generator } = cells[0]!
    const budgets = budgetColumns(cells)
    const strategies = [...new Set(cells.map((cell) => cell.strategy))]
    const rows = strategies.map((strategy) => {
      const own = budgets.map(({ budget }) =>
        cells.find((cell) => cell.strategy === strategy && cell.budget === budget),
      )
      return [
        strategy,
        ...own.map((cell) => (cell === undefined ? '-' : cellText(cell, marks.get(keyOf(cell)) ?? ' '))),
      ]
    })
    const aligns = ['left' as const, ...budgets.map(() => 'right' as const)]
    const table = dividedTable(
      { head: ['strategy', ...budgets.map(budgetHead)], aligns, rows, labels: 1 },
      width,
    )
    return `${wrapText(`${measure} (${noteOf(measure)}generator ${generator})`, width)}\n${table}`
  })
  const head = [verdictOf(summary), headlineNote(summary)].filter((text) => text !== '')
  const wrapped = (text: string) => wrapText(text, width)
  return `${[...head.map(wrapped), ...sections, wrapped(legend(summary)), ...cautions.map(wrapped)].join('\n\n')}\n`
}

const MARKS = { better: '+', worse: '-', open: ' ' } as const

function markOf(comparison: Comparison): string {
  return `${MARKS[directionOf(comparison, comparison.measure)]}${hasStar(comparison) ? '*' : ''}`
}

function cellText(cell: CellSummary, mark: string): string {
  if (cell.mean === null) return 'unscored'
  const points = pointsOf(cell.measure)
  const interval = cell.interval === null ? '' : ` (${formatInterval(cell.interval, points)})`
  const unscored = cell.unscored.reduce((sum, { count }) => sum + count, 0)
  return `${unscored === 0 ? '' : `[n=${cell.n}] `}${formatNumber(cell.mean * points)}${interval} ${mark}`.trimEnd()
}

/** What a reader must know before the numbers if they are not points or if more is not better. */
function noteOf(measure: string): string {
  const note = `${unitOf(measure) === unitOf('') ? '' : `, ${unitOf(measure)}`}${senseNote(measure)}`
  return note === '' ? '' : `${note.slice(2)}; `
}

function legend(summary: Summary): string {
  const { baseline, instructions } = summary
  const hasUnits = summary.cells.some(({ measure }) => unitOf(measure) !== unitOf(''))
  const parts = [
    `Means in points of 100${hasUnits ? ', or in the unit given after the name of the measure,' : ''} ${withIntervals(summary, ` (bootstrap over ${counted(summary.patients, 'patient')})`)}, budgets in tokens.`,
    `n = ${counted(instructions, 'instruction')} unless shown; the others are unscored, not zero.`,
  ]
  if (baseline !== null && haveIntervals(summary)) {
    parts.push(
      `+ or -: better or worse; the interval of the paired difference to ${baselineText(summary)} excludes 0.`,
    )
    parts.push(`*: p below 0.05 by sign flips over patients; ${adjustmentOf(summary)}.`)
  }
  return parts.join('\n')
}
