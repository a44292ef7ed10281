import { formatCount } from '../../../base/text/format-count.js'
import { directionOf, senseNote } from '../../compare/measure-direction.js'
import type { BudgetCurves, CurveComparison } from '../../compare/overall/budget-curves.js'
import { withIntervals } from '../interval-note.js'
import { html, type Markup } from '../page/html.js'
import type { Section } from '../page/section.js'
import { armName } from '../sections/arm-name.js'
import { dataTable } from '../tables/data-table.js'
import { formatDifference, formatInterval, pointsOf, unitOf } from '../tables/format-value.js'

type Basis = { readonly patients: number; readonly level: number }

/** How much each strategy differs from the reference over all common budgets; null if no strategy shares two budgets with it. */
export function curvesSection(curves: BudgetCurves | null, basis: Basis): Section | null {
  if (curves === null) return null
  const { measure, generator, reference, rows } = curves
  return {
    id: 'over-budgets',
    title: 'Over all budgets',
    note: `${measure}, generator ${generator}`,
    shape: 'narrow',
    body: html`<p>${sentenceOf(curves)}</p>
${dataTable({
  label: `Over all budgets: ${measure} against ${reference}, generator ${generator}`,
  caption: `Mean difference to ${reference} over the budgets that both have, in ${unitOf(measure)}${senseNote(measure)}, ${withIntervals(basis, ' over patients')}.`,
  kind: 'curves',
  columns: [
    { name: 'strategy', kind: 'text' },
    { name: 'difference', kind: 'number' },
    { name: 'budgets (tokens)', kind: 'text' },
    { name: 'instructions', kind: 'number' },
  ],
  rows: rows.map((row) => rowOf(row, measure)),
})}
<p class="soft">The difference is the area between two curves of mean against the logarithm of the budget, divided by its width, so every doubling of the budget counts the same. An instruction counts if both strategies score it at all of these budgets. The p values of other tables do not apply; these intervals are not adjusted for the number of strategies.</p>`,
  }
}

function sentenceOf({ measure, reference, rows }: BudgetCurves): string {
  const named = (direction: 'better' | 'worse') =>
    rows
      .filter((row) => row.area !== null && directionOf(row.area, measure) === direction)
      .map((row) => row.strategy)
  const [better, worse] = [named('better'), named('worse')]
  const open = rows.length - better.length - worse.length
  const parts = [
    ...(better.length === 0 ? [] : [`better than ${reference}: ${better.join(', ')}`]),
    ...(worse.length === 0 ? [] : [`worse than ${reference}: ${worse.join(', ')}`]),
    ...(open === 0 ? [] : [`cannot be told apart from ${reference}: ${open} of ${rows.length}`]),
  ]
  return `Over all budgets together, by intervals that exclude 0, ${parts.join('; ')}.`
}

function rowOf({ strategy, area, budgets, left, reason }: CurveComparison, measure: string): Markup {
  const points = pointsOf(measure)
  const range = `${formatCount(budgets[0]!)} to ${formatCount(budgets.at(-1)!)} (${budgets.length})`
  const difference =
    area === null || area.mean === null
      ? html`<td class="value soft" data-value="">${reason ?? 'no value'}</td>`
      : html`<td class="value" data-value="${area.mean * points}"><b class="${directionOf(area, measure)}">${formatDifference(area.mean * points)}</b><small>${area.interval === null ? '' : ` (${formatInterval(area.interval, points)})`}</small></td>`
  return html`<tr><th scope="row">${armName(strategy)}</th>${difference}<td>${range}</td><td class="value">${area?.n ?? 0}${left === 0 ? html`` : html`<br><small>${formatCount(left)} left out</small>`}</td></tr>
`
}
