import { groupBy } from '../../../base/group-by.js'
import { budgetText } from '../../compare/arms/budget-text.js'
import type { Focus } from '../../compare/arms/focus-arms.js'
import { type AttributionRow, CAUSES, type Cause } from '../../compare/failure-attribution.js'
import { html, type Markup } from '../page/html.js'
import type { Section } from '../page/section.js'
import { causeLabel } from '../stored-labels.js'
import { dataTable } from '../tables/data-table.js'
import { armName } from './arm-name.js'

/** Why answers failed at the focus's budget: one table per generator, the focus's first, one row per strategy; null if there are no answers. */
export function attributionSection(
  rule: string,
  rows: readonly AttributionRow[],
  focus: Focus,
): Section | null {
  const own = rows.filter(({ budget }) => budget === focus.budget)
  const causes = (Object.keys(CAUSES) as Cause[]).filter((cause) => own.some((row) => row.causes[cause] > 0))
  if (causes.length === 0) return null
  const generators = [...groupBy(own, ({ generator }) => generator)].toSorted(
    ([a], [b]) => Number(b === focus.generator) - Number(a === focus.generator),
  )
  const legend = causes.map((cause) => html`<dt>${causeLabel(cause)}</dt><dd>${CAUSES[cause]}</dd>`)
  return {
    id: 'failures',
    title: 'Where answers failed',
    note: focus.budget === null ? 'without a budget' : `at ${budgetText(focus)}`,
    shape: 'wide',
    body: html`<p class="soft">An answer is right if ${rule}. Each answer is counted in one column, the first that applies.</p>
${generators.map(([generator, alike]) => tableOf(generator, alike, causes))}
<dl>${legend}</dl>`,
  }
}

function tableOf(generator: string, rows: readonly AttributionRow[], causes: readonly Cause[]): Markup {
  return dataTable({
    label: `Where answers of ${generator} failed`,
    caption: `Answers of ${generator}, and their share of the row`,
    kind: 'causes',
    columns: [
      { name: 'strategy', kind: 'text' },
      ...['answers', ...causes.map(causeLabel)].map((name) => ({ name, kind: 'number' as const })),
    ],
    rows: rows.map(
      (row) =>
        html`<tr><th scope="row">${armName(row.strategy)}</th><td class="value">${row.n}</td>${causes.map((cause) => cellOf(row, cause))}</tr>
`,
    ),
  })
}

function cellOf({ causes, n }: AttributionRow, cause: Cause): Markup {
  const count = causes[cause]
  if (count === 0) return html`<td class="value soft">0</td>`
  const share = Math.round((100 * count) / n)
  return html`<td class="value share" data-value="${count}" style="--share: ${share}%"><b>${count}</b> <small>${share}%</small></td>`
}
