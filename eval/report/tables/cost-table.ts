import { formatCount } from '../../../base/text/format-count.js'
import type { CostRow } from '../execution/execution-facts.js'
import { html, type Markup } from '../page/html.js'
import { dataTable } from './data-table.js'
import { dividedTable } from './plain-table.js'
import { STANDARD_COLUMNS } from './wrap-text.js'

const HEAD = [
  'generator',
  'server',
  'calls',
  'retries',
  'failed',
  'from cache',
  'prompt tokens',
  'answer tokens',
  'seconds',
  'waiting',
  'prompt tokens/s',
  'answer tokens/s',
  'neutralised',
] as const

/** The calls, tokens and time that answers took, as plain text; empty if no model was asked. */
export function costTable(rows: readonly CostRow[], width = STANDARD_COLUMNS): string {
  if (rows.length === 0) return ''
  const aligns = HEAD.map((_, i) => (i < 2 ? 'left' : 'right'))
  const table = dividedTable({ head: HEAD, aligns, rows: rows.map(cellsOf), labels: 2 }, width)
  return `\ncost\n${table}\n`
}

/** The same for a report, with an explanation of the columns; empty if no model was asked. */
export function costMarkup(rows: readonly CostRow[]): Markup {
  if (rows.length === 0) return html``
  const body = rows.map(
    (
      row,
    ) => html`<tr>${cellsOf(row).map((cell, i) => (i < 2 ? html`<td>${cell}</td>` : html`<td class="value">${cell}</td>`))}</tr>
`,
  )
  const table = dataTable({
    label: 'Cost of the answers, by generator and server',
    caption: '',
    kind: 'cost',
    columns: HEAD.map((name, i) => ({ name, kind: i < 2 ? 'text' : 'number' })),
    rows: body,
  })
  return html`<p class="soft">All calls of all runs count, failed ones too; replies from the cache cost nothing. Seconds add up all calls, including those that ran side by side. Prompt tokens per second include tokens that a server had cached from an earlier prompt. Neutralised: special tokens of a model that were found in records and visibly changed.</p>
${table}`
}

function cellsOf(row: CostRow): string[] {
  return [
    row.generator,
    row.server,
    ...[row.calls, row.retries, row.failed, row.cached, row.promptTokens, row.answerTokens].map(formatCount),
    row.seconds.toFixed(1),
    row.waitSeconds === null ? 'not reported' : row.waitSeconds.toFixed(1),
    ...[row.promptTokensPerSecond, row.answerTokensPerSecond].map((speed) =>
      speed === null ? 'not reported' : formatCount(Math.round(speed)),
    ),
    formatCount(row.neutralised),
  ]
}
