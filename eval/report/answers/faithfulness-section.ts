import { groupBy } from '../../../base/group-by.js'
import type { Check, FaithfulnessRow } from '../../answers/faithfulness-rows.js'
import { withIntervals } from '../interval-note.js'
import { html, type Markup } from '../page/html.js'
import type { Section } from '../page/section.js'
import { armName } from '../sections/arm-name.js'
import { dataTable } from '../tables/data-table.js'
import { formatBudget, formatNumber } from '../tables/format-value.js'
import { estimateCell } from './estimate-cell.js'

/** The generator that comes first, and what intervals are over. */
type Basis = { readonly headline: string; readonly patients: number; readonly level: number }

/** Claims that are not supported, per answer and per 100 claims; null if no measure of faithfulness is in the experiment. */
export function faithfulnessSection(rows: readonly FaithfulnessRow[] | null, basis: Basis): Section | null {
  if (rows === null || rows.every(({ context }) => context.answers === 0)) return null
  const checks = (['context', 'references', 'jury'] as const).filter((check) =>
    rows.some((row) => row[check].answers > 0),
  )
  const generators = [...groupBy(rows, ({ generator }) => generator)].toSorted(
    ([a], [b]) => Number(b === basis.headline) - Number(a === basis.headline),
  )
  return {
    id: 'faithfulness',
    title: 'Faithfulness',
    note: 'claims that the shown context does not support',
    shape: 'wide',
    body: html`<p>A claim is not found in the context if one of its numbers, dates or content words does not occur in the parts that the answer cites (anywhere in the context if it cites nothing), or if the context says it with the opposite negation. Paraphrases and computed numbers are not found either, so the figures are upper bounds; compare strategies, not single values.</p>
${generators.map(([generator, own]) => tableOf(generator, own, checks))}
<p class="soft">Lower is better; ${withIntervals(basis, ' over patients')}. Answers that abstain make no claim. Claims that no reference has may still be right.${checks.includes('jury') ? ' By the jury: the judges read each claim and the context, and know neither strategy nor budget.' : ''}</p>`,
  }
}

const HEADINGS: Readonly<Record<Check, readonly string[]>> = {
  context: ['not in the context, per answer', 'per 100 claims'],
  references: ['not in the references, per 100 claims'],
  jury: ['unsupported by the jury, per answer', 'by the jury, per 100 claims'],
}

function tableOf(generator: string, rows: readonly FaithfulnessRow[], checks: readonly Check[]): Markup {
  return dataTable({
    label: `Unsupported claims of ${generator}`,
    caption: `Answers of ${generator}`,
    kind: 'strata',
    columns: [
      { name: 'strategy', kind: 'text' },
      ...['tokens', 'claims per answer', ...checks.flatMap((check) => HEADINGS[check])].map((name) => ({
        name,
        kind: 'number' as const,
      })),
    ],
    rows: rows.map(
      (row) =>
        html`<tr><th scope="row">${armName(row.strategy)}</th><td class="value">${formatBudget(row.budget)}</td>${claimsCell(row)}${checks.flatMap((check) => cellsOf(row, check))}</tr>
`,
    ),
  })
}

function claimsCell({ context: { answers, claims } }: FaithfulnessRow): Markup {
  if (answers === 0) return html`<td class="value soft" data-value="">no claim</td>`
  return html`<td class="value" data-value="${claims / answers}">${formatNumber(claims / answers)}</td>`
}

function cellsOf(row: FaithfulnessRow, check: Check): Markup[] {
  const { perAnswer, perClaim } = row[check]
  const perHundred = estimateCell(perClaim, { points: 100, digits: 1, counted: false })
  return check === 'references'
    ? [perHundred]
    : [estimateCell(perAnswer, { points: 1, digits: 2, counted: false }), perHundred]
}
