import { groupBy } from '../../../base/group-by.js'
import type { ConfidenceRow } from '../../answers/confidence-rows.js'
import type { RiskPoint } from '../../statistics/association/risk-coverage.js'
import { withIntervals } from '../interval-note.js'
import { html, type Markup } from '../page/html.js'
import type { Section } from '../page/section.js'
import { armName } from '../sections/arm-name.js'
import { dataTable } from '../tables/data-table.js'
import { formatBudget } from '../tables/format-value.js'
import { estimateCell } from './estimate-cell.js'

/** Answers with a stated confidence. `rule`: which of them are right. */
export type Confidence = { readonly rule: string; readonly rows: readonly ConfidenceRow[] }

type Basis = { readonly headline: string; readonly patients: number; readonly level: number }

const COVERAGES = [0.25, 0.5, 0.75, 1]

/** Risk and coverage of answers by their stated confidence; null if no answer states one. */
export function confidenceSection({ rule, rows }: Confidence, basis: Basis): Section | null {
  if (rows.length === 0) return null
  const generators = [...groupBy(rows, ({ generator }) => generator)].toSorted(
    ([a], [b]) => Number(b === basis.headline) - Number(a === basis.headline),
  )
  return {
    id: 'confidence',
    title: 'Confidence',
    note: 'risk when only the most confident answers are kept',
    shape: 'wide',
    body: html`<p>If only the most confident answers are kept (coverage), how many of these are wrong (risk)? An answer is right if ${rule}. Abstentions are not counted here.</p>
${generators.map(([generator, own]) => tableOf(generator, own))}
<p class="soft">Risks in percent; answers of equal confidence are kept together, so the coverage reached may be larger. AURC, the area under the curve of risk against coverage, is in percent too, ${withIntervals(basis, ' over patients')}: lower is better. AUROC: the chance that a right answer is more confident than a wrong one; 0.50 is no better than chance.</p>`,
  }
}

function tableOf(generator: string, rows: readonly ConfidenceRow[]): Markup {
  return dataTable({
    label: `Risk and coverage of ${generator}`,
    caption: `Answers of ${generator}`,
    kind: 'strata',
    columns: [
      { name: 'strategy', kind: 'text' },
      ...['tokens', 'answers', ...COVERAGES.map((share) => `risk at ${share * 100}%`), 'AURC', 'AUROC'].map(
        (name) => ({ name, kind: 'number' as const }),
      ),
    ],
    rows: rows.map(
      ({ strategy, budget, answers, curve, aurc: area, interval, auroc }) =>
        html`<tr><th scope="row">${armName(strategy)}</th><td class="value">${formatBudget(budget)}</td><td class="value">${answers}</td>${COVERAGES.map((share) => riskCell(curve, share))}${estimateCell({ mean: area, interval, n: answers }, { points: 100, digits: 1, counted: false })}<td class="value">${auroc === null ? 'none' : auroc.toFixed(2)}</td></tr>
`,
    ),
  })
}

/** The risk at the first point of the curve that has this coverage. */
function riskCell(curve: readonly RiskPoint[], share: number): Markup {
  const point = curve.find(({ coverage }) => coverage >= share - 1e-9)!
  const reached = Math.round(point.coverage * 100)
  const note = reached === share * 100 ? '' : ` at ${reached}%`
  return html`<td class="value" data-value="${point.risk * 100}"><b>${(point.risk * 100).toFixed(1)}</b><small>${note}</small></td>`
}
