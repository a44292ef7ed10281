import { budgetHead } from '../../compare/arms/budget-text.js'
import type { CorrectedArm, CorrectedJudge } from '../../compare/corrected/corrected-judge.js'
import { html, type Markup } from '../page/html.js'
import type { Section } from '../page/section.js'
import { dataTable } from '../tables/data-table.js'
import { formatNumber, pointsOf, unitOf } from '../tables/format-value.js'
import { armHead } from './arm-head.js'
import { differencesTable } from './differences-table.js'
import { meanCell, numberCell } from './label-cells.js'

/** The jury's grades as people would have given them; null if no answer that the jury graded has a label. */
export function correctedSection(
  judged: readonly CorrectedJudge[],
  { level }: { readonly level: number },
): Section | null {
  if (judged.length === 0) return null
  const isNamed = new Set(judged.flatMap(({ arms }) => arms.map(({ generator }) => generator))).size > 1
  return {
    id: 'corrected',
    title: 'Judges corrected by people',
    note: 'means and differences that people would have given',
    shape: 'wide',
    body: html`<p>The jury graded all answers and people labeled a part. Their labels correct the jury’s mean (prediction-powered inference, PPI++), so a jury that errs in one direction makes the intervals wider, not the means wrong. This assumes that the labeled answers were drawn at random: labels of answers that somebody picked would bias it.</p>
${judged.map(
  (one) => html`${armsTable(one, { level, isNamed })}${differencesTable(one, { level, isNamed })}`,
)}
<p class="soft">Intervals are by Student’s t, clustered by patient; with fewer than 100 labeled patients they are a little too narrow if labels are skewed. Labels replaced: how many more labels without a jury would give the same interval; below 0, the jury does harm. More labels: needed for the half width that is named, if they are drawn like those there are.</p>`,
  }
}

function armsTable(
  { measure, halfWidth, arms }: CorrectedJudge,
  { level, isNamed }: { readonly level: number; readonly isNamed: boolean },
): Markup {
  const points = pointsOf(measure)
  const half = formatNumber(halfWidth * points)
  return dataTable({
    label: `${measure} corrected by people`,
    caption: `${measure}: means in ${unitOf(measure)}, with ${Math.round(level * 100)}% intervals.`,
    kind: 'corrected',
    columns: [
      { name: 'arm', kind: 'text' },
      ...[
        'budget',
        'labels of answers',
        'jury alone',
        'people’s labels alone',
        'corrected',
        'labels replaced',
        `more labels for ±${half}`,
      ].map((name) => ({ name, kind: 'number' as const })),
    ],
    rows: arms.map((arm) => {
      const { mean } = arm
      return html`<tr>${armHead(arm, isNamed)}<td class="value" data-value="${arm.budget ?? ''}">${budgetHead(arm)}</td><td class="value" data-value="${mean.labels}">${mean.labels} of ${mean.items}</td>${numberCell(mean.judgeMean, points)}${meanCell(mean.labelsOnly, points, mean.reason)}${meanCell(mean.corrected, points, mean.reason)}<td class="value" data-value="${mean.labelsReplaced ?? ''}">${mean.labelsReplaced === null ? '–' : formatNumber(mean.labelsReplaced)}</td>${moreLabels(arm)}</tr>
`
    }),
  })
}

function moreLabels({ needed: { more, reason } }: CorrectedArm): Markup {
  return more === null
    ? html`<td class="value soft" data-value="">${reason === null ? '–' : 'more instructions needed'}</td>`
    : html`<td class="value" data-value="${more}">${more}</td>`
}
