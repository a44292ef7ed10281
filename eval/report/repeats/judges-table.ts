import { budgetHead } from '../../compare/arms/budget-text.js'
import type { Repeats } from '../../compare/overall/repeats.js'
import type { JudgedVariance } from '../../statistics/repeats/judge-components.js'
import { html, type Markup } from '../page/html.js'
import { armName } from '../sections/arm-name.js'
import { dataTable } from '../tables/data-table.js'
import { percentText } from './repeat-cells.js'

const PARTS = ['instruction', 'repeat', 'judge', 'instructionByJudge', 'residual'] as const
const HEADS: Readonly<Record<(typeof PARTS)[number], string>> = {
  instruction: 'instruction',
  repeat: 'repeat',
  judge: 'judge',
  instructionByJudge: 'instruction by judge',
  residual: 'rest',
}

/** How the variance of single grades divides into instructions, repeats and judges; empty unless two judges graded. */
export function judgesTable({ measure, generator, rows }: Repeats): Markup {
  const judged = rows.flatMap((row) => (row.judged === null ? [] : [{ row, judged: row.judged }]))
  if (judged.length === 0) return html``
  return html`<h3>Variance of the judges’ grades</h3>
${dataTable({
  label: `Variance of grades: ${measure}, generator ${generator}`,
  caption:
    'Shares of the variance of a single grade (Brennan 2001: repeats within instructions, crossed with judges). Last columns: what doubling leaves of the standard error of the mean, if the judges are a sample of judges.',
  kind: 'repeats',
  columns: [
    { name: 'arm', kind: 'text' },
    ...['budget', ...PARTS.map((part) => HEADS[part]), 'twice the instructions', 'repeats', 'judges'].map(
      (name) => ({ name, kind: 'number' as const }),
    ),
  ],
  rows: judged.map(
    ({ row, judged: one }) =>
      html`<tr><th scope="row">${armName(row.strategy)}</th><td class="value" data-value="${row.budget ?? ''}">${budgetHead(row)}</td>${cellsOf(one)}</tr>
`,
  ),
})}`
}

function cellsOf({ components, standardErrors: errors, reason }: JudgedVariance): Markup[] {
  const none = (text: string) => html`<td class="value soft" data-value="">${text}</td>`
  if (components === null || errors === null)
    return [none(reason ?? 'no value'), ...Array.from({ length: PARTS.length + 2 }, () => none('–'))]
  const total = PARTS.reduce((sum, part) => sum + components[part], 0)
  const share = (part: number, whole: number) =>
    whole === 0
      ? none('–')
      : html`<td class="value" data-value="${part / whole}">${percentText(part / whole)}</td>`
  return [
    ...PARTS.map((part) => share(components[part], total)),
    ...[errors.twiceInstructions, errors.twiceRepeats, errors.twiceJudges].map((error) =>
      share(error, errors.now),
    ),
  ]
}
