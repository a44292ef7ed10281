import { groupBy } from '../../../base/group-by.js'
import { budgetColumns, budgetHead } from '../../compare/arms/budget-text.js'
import type { Summary } from '../../compare/summarise.js'
import { html } from '../page/html.js'
import type { Section } from '../page/section.js'
import { reasonLabel } from '../stored-labels.js'
import { dataTable } from '../tables/data-table.js'

/** Why instructions have no value. Measures and strategies that a reason affects equally, as is usual, share a row. */
export function unscoredSection(summary: Summary): Section {
  const budgets = budgetColumns(summary.cells)
  const placeOf = (budget: number | null) => budgets.findIndex((one) => one.budget === budget)
  const arms = new Map<string, UnscoredArm>()
  for (const { strategy, budget, generator, measure, unscored } of summary.cells) {
    for (const { reason: stored, count } of unscored) {
      const reason = reasonLabel(stored)
      const key = JSON.stringify([reason, generator, measure, strategy])
      const arm = arms.get(key) ?? { reason, generator, measure, strategy, counts: budgets.map(() => 0) }
      arm.counts[placeOf(budget)]! += count
      arms.set(key, arm)
    }
  }
  const section = { id: 'unscored', title: 'Unscored', note: '', shape: 'wide' as const }
  if (arms.size === 0)
    return { ...section, body: html`<p>None: every instruction has a value under every measure.</p>` }
  const byMeasure = groupBy(arms.values(), (arm) =>
    JSON.stringify([arm.reason, arm.generator, arm.measure, arm.counts]),
  )
  const alike = groupBy(byMeasure.values(), (group) =>
    JSON.stringify([group[0]!.reason, group[0]!.generator, group[0]!.counts, strategiesOf(group)]),
  )
  const rows = [...alike.values()].map((groups) => {
    const { reason, generator, counts } = groups[0]![0]!
    const measures = groups.map((group) => group[0]!.measure).join(', ')
    const cells = [reason, strategiesOf(groups[0]!), measures, generator].map(
      (text) => html`<td>${text}</td>`,
    )
    return html`<tr>${cells}${counts.map((count) => html`<td class="value">${count}</td>`)}</tr>
`
  })
  const table = dataTable({
    label: 'Instructions without a value, by reason and budget',
    caption: '',
    kind: 'unscored',
    columns: [
      ...['reason', 'strategies', 'measures', 'generator'].map((name) => ({ name, kind: 'text' as const })),
      ...budgets.map((budget) => ({ name: budgetHead(budget), kind: 'number' as const })),
    ],
    rows,
  })
  return {
    ...section,
    body: html`<p class="soft">Instructions without a value, by reason and budget. They are left out of the means; they never count as zero.</p>
${table}`,
  }
}

type UnscoredArm = {
  readonly reason: string
  readonly generator: string
  readonly measure: string
  readonly strategy: string
  readonly counts: number[]
}

function strategiesOf(arms: readonly UnscoredArm[]): string {
  return arms.map((arm) => arm.strategy).join(', ')
}
