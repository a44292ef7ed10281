import { budgetText } from '../../compare/arms/budget-text.js'
import { type Focus, focusArms } from '../../compare/arms/focus-arms.js'
import { type AttributionRow, CAUSES, type Cause } from '../../compare/failure-attribution.js'
import { armKey, type PlanArm } from '../../compare/value-table.js'
import { html, type Markup } from '../page/html.js'
import type { Section } from '../page/section.js'
import { causeLabel } from '../stored-labels.js'
import { dataTable } from '../tables/data-table.js'
import { armName } from './arm-name.js'

/** An arm's causes, under the name that the arm has in tables without a column for budgets. */
type NamedRow = { readonly name: string; readonly row: AttributionRow }

/**
 * Why answers failed in the focus's arms: one table per generator, the focus's first, one row per arm; null if there are no
 * answers. `arms`: all arms of the experiment.
 */
export function attributionSection(
  { rule, rows }: { readonly rule: string; readonly rows: readonly AttributionRow[] },
  arms: readonly PlanArm[],
  focus: Focus,
): Section | null {
  const found = new Map(rows.map((row) => [armKey(row), row]))
  const tables = [...new Set(rows.map(({ generator }) => generator))]
    .toSorted((a, b) => Number(b === focus.generator) - Number(a === focus.generator))
    .map((generator) => ({
      generator,
      named: focusArms(arms, { ...focus, generator }).flatMap(({ name, arm }): NamedRow[] => {
        const row = found.get(armKey(arm))
        return row === undefined ? [] : [{ name, row }]
      }),
    }))
    .filter(({ named }) => named.length > 0)
  const shown = tables.flatMap(({ named }) => named)
  const causes = (Object.keys(CAUSES) as Cause[]).filter((cause) =>
    shown.some(({ row }) => row.causes[cause] > 0),
  )
  if (causes.length === 0) return null
  const legend = causes.map((cause) => html`<dt>${causeLabel(cause)}</dt><dd>${CAUSES[cause]}</dd>`)
  return {
    id: 'failures',
    title: 'Where answers failed',
    note: focus.budget === null ? 'without a budget' : `at ${budgetText(focus)}`,
    shape: 'wide',
    body: html`<p class="soft">An answer is right if ${rule}. Each answer is counted in one column, the first that applies.</p>
${tables.map(({ generator, named }) => tableOf(generator, named, causes))}
<dl>${legend}</dl>`,
  }
}

function tableOf(generator: string, rows: readonly NamedRow[], causes: readonly Cause[]): Markup {
  return dataTable({
    label: `Where answers of ${generator} failed`,
    caption: `Answers of ${generator}, and their share of the row`,
    kind: 'causes',
    columns: [
      { name: 'strategy', kind: 'text' },
      ...['answers', ...causes.map(causeLabel)].map((name) => ({ name, kind: 'number' as const })),
    ],
    rows: rows.map(
      ({ name, row }) =>
        html`<tr><th scope="row">${armName(name)}</th><td class="value">${row.n}</td>${causes.map((cause) => cellOf(row, cause))}</tr>
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
