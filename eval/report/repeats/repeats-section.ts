import { counted } from '../../../base/text/format-count.js'
import { budgetHead } from '../../compare/arms/budget-text.js'
import type { RepeatRow, Repeats } from '../../compare/overall/repeats.js'
import { html, type Markup } from '../page/html.js'
import type { Section } from '../page/section.js'
import { armName } from '../sections/arm-name.js'
import { dataTable } from '../tables/data-table.js'
import { formatNumber, pointsOf, unitOf } from '../tables/format-value.js'
import { formatP } from '../verdict/p-value.js'
import { judgesTable } from './judges-table.js'
import { aaCell, agreementCell, percentText } from './repeat-cells.js'
import { repeatsAdvice } from './repeats-advice.js'

/** How much the answers to the same question differ, and what more repeats would bring; null without repeats. */
export function repeatsSection(repeats: Repeats | null): Section | null {
  if (repeats === null) return null
  const { measure, generator, rows } = repeats
  return {
    id: 'repeats',
    title: 'Repeats',
    note: `${measure}, generator ${generator}`,
    shape: 'wide',
    body: html`<p>Every instruction was answered ${counted(repeats.repeats, 'time')}. ${repeatsAdvice(repeats)} ${aaSentence(rows)}</p>
${tableOf(repeats)}
${judgesTable(repeats)}
<p class="soft">Agreement: of values that are 0 or 1, the share of pairs of repeats that are equal; otherwise the correlation of two repeats (ICC). Variance: of one value, split into the instruction and the repeat (Miller, arXiv 2411.00640). Standard errors are of the mean over instructions, clustered by patient; with few patients they are too small, so they serve to plan. A/A: the odd less the even repeats of the same arm, whose true difference is 0; p by sign flips over patients, not adjusted.</p>`,
  }
}

function aaSentence(rows: readonly RepeatRow[]): string {
  const ps = rows.flatMap(({ aa }) => (aa.test?.p == null ? [] : [aa.test.p]))
  if (ps.length === 0) return ''
  const found = ps.filter((p) => p < 0.05).length
  return `Compared with itself, ${found === 0 ? 'no arm' : `${found} of ${counted(ps.length, 'arm')}`} ${found > 1 ? 'differ' : 'differs'} with p below 0.05; 5% do by chance.`
}

function tableOf({ measure, generator, rows }: Repeats): Markup {
  const points = pointsOf(measure)
  const numbers = [
    'agreement',
    'variance: instruction',
    'repeat',
    'standard error now',
    'twice the instructions',
    'twice the repeats',
    'A/A difference',
    'p',
  ]
  return dataTable({
    label: `Repeats: ${measure}, generator ${generator}`,
    caption: `Standard errors and differences in ${unitOf(measure)}.`,
    kind: 'repeats',
    columns: [
      { name: 'arm', kind: 'text' },
      { name: 'budget', kind: 'number' },
      ...numbers.map((name) => ({ name, kind: 'number' as const })),
    ],
    rows: rows.map(
      (row) =>
        html`<tr><th scope="row">${armName(row.strategy)}</th><td class="value" data-value="${row.budget ?? ''}">${budgetHead(row)}</td>${agreementCell(row.agreement)}${varianceCells(row, points)}${aaCell(row.aa, points)}<td class="value">${row.aa.test?.p == null ? '–' : formatP(row.aa.test.p)}</td></tr>
`,
    ),
  })
}

/** The shares of the variance, then the standard errors. */
function varianceCells({ components }: RepeatRow, points: number): Markup[] {
  const { betweenInstructions: between, betweenRepeats: within, standardErrors: errors, reason } = components
  if (between === null || within === null || errors === null)
    return [
      html`<td class="value soft" data-value="">${reason ?? 'no value'}</td>`,
      ...Array.from({ length: 4 }, () => html`<td class="value soft" data-value="">–</td>`),
    ]
  const total = between + within
  const shares = [between, within].map((part) => (total === 0 ? null : part / total))
  return [
    ...shares.map((share) =>
      share === null
        ? html`<td class="value soft" data-value="">no variance</td>`
        : html`<td class="value" data-value="${share}">${percentText(share)}</td>`,
    ),
    ...[errors.now, errors.twiceInstructions, errors.twiceRepeats].map(
      (error) => html`<td class="value" data-value="${error * points}">${formatNumber(error * points)}</td>`,
    ),
  ]
}
