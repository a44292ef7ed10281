import Table from 'cli-table3'
import { formatCount } from './format-value.js'
import { html, type Markup } from './html.js'
import type { CostRow } from './provenance.js'

const HEAD = [
  'generator',
  'server',
  'calls',
  'again',
  'from cache',
  'prompt tokens',
  'answer tokens',
  'seconds',
  'of them waiting',
  'prompt tokens/s',
  'answer tokens/s',
  'neutralised',
] as const

/** What the answers took as plain text; empty where no model was asked. */
export function costTable(rows: readonly CostRow[]): string {
  if (rows.length === 0) return ''
  const table = new Table({
    head: [...HEAD],
    colAligns: HEAD.map((_, i) => (i < 2 ? 'left' : 'right')),
    style: { head: [], border: [], compact: true },
  })
  for (const row of rows) table.push(cellsOf(row))
  return `\ncost\n${table.toString()}\n`
}

/** The same for a report. */
export function costSection(rows: readonly CostRow[]): Markup {
  if (rows.length === 0) return html``
  const head = HEAD.map((title) => html`<th scope="col">${title}</th>`)
  const body = rows.map(
    (
      row,
    ) => html`<tr>${cellsOf(row).map((cell, i) => (i < 2 ? html`<td>${cell}</td>` : html`<td class="value">${cell}</td>`))}</tr>
`,
  )
  return html`<section><h2>Cost</h2>
<p class="soft">Seconds of all calls together, those that ran side by side counted each. Prompt tokens a second include what a server still knew of a prompt. Neutralised: special tokens of a model that stood in records and were changed visibly.</p>
<div class="scroll"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div></section>`
}

function cellsOf(row: CostRow): string[] {
  return [
    row.generator,
    row.server,
    ...[row.calls, row.retries, row.cached, row.promptTokens, row.answerTokens].map(formatCount),
    row.seconds.toFixed(1),
    row.waitSeconds === null ? 'not told' : row.waitSeconds.toFixed(1),
    ...[row.promptTokensPerSecond, row.answerTokensPerSecond].map((speed) =>
      speed === null ? 'not told' : formatCount(Math.round(speed)),
    ),
    formatCount(row.neutralised),
  ]
}
