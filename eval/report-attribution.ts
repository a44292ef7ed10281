import { type AttributionRow, CAUSES, type Cause } from './attribution.js'
import { formatBudget } from './format-value.js'
import { groupBy } from './group-by.js'
import { html, type Markup } from './html.js'
import type { Focus } from './strata.js'

/** Why answers failed at the focus's budget: a table for each generator, a row for each strategy. */
export function attributionSection(rule: string, rows: readonly AttributionRow[], focus: Focus): Markup {
  const own = rows.filter(({ budget }) => budget === focus.budget)
  const causes = (Object.keys(CAUSES) as Cause[]).filter((cause) => own.some((row) => row.causes[cause] > 0))
  if (causes.length === 0) return html``
  const generators = groupBy(own, ({ generator }) => generator)
  const tables = [...generators].map(([generator, alike]) => tableOf(generator, alike, causes))
  const where = focus.budget === null ? 'without a budget' : `at ${formatBudget(focus.budget)} tokens`
  const legend = causes.map((cause) => html`<dt>${cause}</dt><dd>${CAUSES[cause]}</dd>`)
  return html`<section><h2>Where answers failed <small>${where}</small></h2>
<p class="soft">An answer is right where ${rule}. Each answer stands in one column, the first that holds of it.</p>
${tables}
<dl>${legend}</dl></section>
`
}

function tableOf(generator: string, rows: readonly AttributionRow[], causes: readonly Cause[]): Markup {
  const body = rows.map(
    (
      row,
    ) => html`<tr><th scope="row">${row.strategy}</th><td class="value">${row.n}</td>${causes.map((cause) => cellOf(row, cause))}</tr>
`,
  )
  return html`<div class="scroll"><table><caption>Answers of ${generator}, and their share of the row</caption>
<thead><tr><th>strategy</th><th class="value">answers</th>${causes.map((cause) => html`<th class="value">${cause}</th>`)}</tr></thead><tbody>${body}</tbody></table></div>
`
}

function cellOf({ causes, n }: AttributionRow, cause: Cause): Markup {
  const count = causes[cause]
  if (count === 0) return html`<td class="value soft">0</td>`
  const share = Math.round((100 * count) / n)
  return html`<td class="value share" style="--share: ${share}%"><b>${count}</b> <small>${share} %</small></td>`
}
