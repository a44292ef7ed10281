import { budgetHead } from '../../compare/arms/budget-text.js'
import type { CorrectedJudge } from '../../compare/corrected/corrected-judge.js'
import { armAt } from '../overall/arm-at.js'
import { html, type Markup } from '../page/html.js'
import { dataTable } from '../tables/data-table.js'
import { formatDifference, pointsOf, unitOf } from '../tables/format-value.js'
import { armHead } from './arm-head.js'
import { differenceCell } from './label-cells.js'

/** Arms minus their baselines, corrected by people's labels; empty if no arm has a baseline. */
export function differencesTable(
  { measure, arms }: CorrectedJudge,
  { level, isNamed }: { readonly level: number; readonly isNamed: boolean },
): Markup {
  const compared = arms.flatMap((arm) =>
    arm.difference === null ? [] : [{ arm, difference: arm.difference }],
  )
  if (compared.length === 0) return html``
  const points = pointsOf(measure)
  return dataTable({
    label: `Differences on ${measure}, corrected by people`,
    caption: `${measure}: arm minus baseline in ${unitOf(measure)}, with ${Math.round(level * 100)}% intervals. A pair is labeled if both of its answers are.`,
    kind: 'corrected',
    columns: [
      { name: 'arm', kind: 'text' },
      { name: 'budget', kind: 'number' },
      { name: 'baseline', kind: 'text' },
      { name: 'labeled pairs', kind: 'number' },
      { name: 'jury alone', kind: 'number' },
      { name: 'corrected', kind: 'number' },
    ],
    rows: compared.map(({ arm, difference: { baseline, labels, items, judgeMean, corrected, reason } }) => {
      const alone =
        judgeMean === null
          ? html`<td class="value soft" data-value="">–</td>`
          : html`<td class="value" data-value="${judgeMean * points}">${formatDifference(judgeMean * points)}</td>`
      return html`<tr>${armHead(arm, isNamed)}<td class="value" data-value="${arm.budget ?? ''}">${budgetHead(arm)}</td><td>${armAt(baseline)}</td><td class="value" data-value="${labels}">${labels} of ${items}</td>${alone}${differenceCell(corrected, points, reason)}</tr>
`
    }),
  })
}
