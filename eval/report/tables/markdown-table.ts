import { budgetHead } from '../../compare/arms/budget-text.js'
import type { Summary } from '../../compare/summarise.js'
import type { Provenance } from '../provenance.js'
import { formatInterval, formatNumber, pointsOf } from './format-value.js'
import { gridCaption, type MarkedCell, summaryGrids } from './summary-grid.js'
import { visible } from './visible-text.js'

/**
 * A table for each measure and generator in GitHub's Markdown, its caption before it.
 * @param cautions sentences at the end of every caption
 */
export function markdownTables(
  summary: Summary,
  provenance: Provenance,
  cautions: readonly string[] = [],
): string {
  const tables = summaryGrids(summary).map((grid) => {
    const head = ['strategy', ...grid.budgets.map(budgetHead)]
    const rows = grid.rows.map(({ strategy, isBaseline, cells }) => [
      `${escapeMarkdown(strategy)}${isBaseline ? ' (baseline)' : ''}`,
      ...cells.map(cellText),
    ])
    const caption = [gridCaption(grid, summary, provenance), ...cautions].join(' ')
    return `${escapeMarkdown(caption)}\n\n${markdownTable(head, rows)}`
  })
  return tables.join('\n')
}

/** Cells are Markdown already. All columns but the first are right-aligned. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const rule = head.map((_, i) => (i === 0 ? '---' : '---:'))
  return [head, rule, ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('')
}

/** Text that Markdown shows unchanged; line breaks become blanks, since a table row is one line. */
export function escapeMarkdown(text: string): string {
  return visible(text.replaceAll(/\s+/g, ' '))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll(/[\\`*_{}[\]()#+!|~>$-]/g, (mark) => (NEEDS_NO_ESCAPE.has(mark) ? mark : `\\${mark}`))
}

// These mean nothing inside a line, and a backslash before each would make names hard to read in the source.
const NEEDS_NO_ESCAPE = new Set(['(', ')', '{', '}', '#', '+', '-', '!', '>'])

/** The strategy has other budgets. */
const NO_ARM = '–'

function cellText(cell: MarkedCell | null): string {
  if (cell === null) return NO_ARM
  if (cell.mean === null) return 'unscored'
  const points = pointsOf(cell.measure)
  const mark = cell.mark === '' ? '' : `<sup>${escapeMarkdown(cell.mark)}</sup>`
  const interval = cell.interval === null ? '' : ` (${formatInterval(cell.interval, points)})`
  const n = cell.unscored.length === 0 ? '' : ` n = ${cell.n}`
  return `${formatNumber(cell.mean * points)}${mark}${interval}${n}`
}
