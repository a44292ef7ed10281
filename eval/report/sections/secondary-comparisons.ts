import { formatCount } from '../../../base/text/format-count.js'
import { budgetText } from '../../compare/arms/budget-text.js'
import { directionOf, senseOf } from '../../compare/measure-direction.js'
import type { Summary } from '../../compare/summarise.js'
import type { DeclaredComparison } from '../../compare/tested/comparison.js'
import type { MarginDecision } from '../../statistics/paired/margin-decision.js'
import type { StudentizedInterval } from '../../statistics/resampling/studentized.js'
import { html, type Markup } from '../page/html.js'
import { dataTable } from '../tables/data-table.js'
import { formatDifference, formatInterval, formatNumber, pointsOf } from '../tables/format-value.js'
import { formatP } from '../verdict/p-value.js'

/** The declared secondary comparisons, one row each; empty if there are none. */
export function secondaryTable({ secondary, level }: Summary): Markup {
  if (secondary.length === 0) return html``
  return html`<h3>Secondary comparisons, declared</h3>
${dataTable({
  label: 'Secondary comparisons',
  caption: `Arm minus baseline in points of 100 (or in the unit of the measure), with ${Math.round(level * 100)}% intervals; p by sign flips over patients, then adjusted by Holm over these ${formatCount(secondary.length)}.`,
  kind: 'figures contrasts',
  columns: [
    { name: 'arm', kind: 'text' },
    { name: 'baseline', kind: 'text' },
    { name: 'measure', kind: 'text' },
    { name: 'difference', kind: 'number' },
    { name: 'p', kind: 'number' },
    { name: 'adjusted p', kind: 'number' },
    { name: 'margin', kind: 'text' },
    { name: 'prompt tokens', kind: 'text' },
  ],
  rows: secondary.map(row),
})}${marginList(secondary)}`
}

function row(comparison: DeclaredComparison): Markup {
  const { measure, mean, interval, test, adjustedP } = comparison
  const points = pointsOf(measure)
  const range = interval === null ? html`` : html`<br><small>(${formatInterval(interval, points)})</small>`
  const size = mean === null ? 'no pairs' : formatDifference(mean * points)
  return html`<tr><th scope="row">${armText(comparison)}</th><td>${baselineText(comparison)}</td><td>${measure}</td><td class="value" data-value="${mean === null ? '' : mean * points}"><span class="${directionOf(comparison, measure)}">${size}</span>${range}<br><small>${comparison.wins} / ${comparison.ties} / ${comparison.losses}</small></td><td class="value">${pText(test.p)}</td><td class="value">${pText(adjustedP)}</td><td>${decisionText(comparison)}</td><td>${tokensText(comparison) ?? '–'}</td></tr>
`
}

/** '0.012', '< 0.001': the column's head says that it is a p. */
function pText(p: number | null): string {
  return p === null ? '–' : formatP(p).replace(/^p (?:= )?/, '')
}

/** The margins in full: in the table they would make rows many lines high. */
function marginList(secondary: readonly DeclaredComparison[]): Markup {
  const own = secondary.filter(({ margin }) => margin !== null)
  if (own.length === 0) return html``
  return html`<ul class="soft">${own.map((one) => html`<li>${armText(one)} against ${baselineText(one)}, ${one.measure}: margin ${marginText(one)}.</li>`)}</ul>`
}

function armText(comparison: DeclaredComparison): string {
  return `${comparison.strategy} at ${budgetText(comparison)}`
}

function baselineText({ baseline, baselineBudget, baselineBudgetName }: DeclaredComparison): string {
  const named = baselineBudgetName === undefined ? {} : { budgetName: baselineBudgetName }
  return `${baseline} at ${budgetText({ budget: baselineBudget, ...named })}`
}

function decisionText({ margin, byMargin }: DeclaredComparison): string {
  if (margin === null) return '–'
  const decided = byMargin?.decided ?? null
  return decided === null ? 'not decided' : DECISIONS[decided.decision]
}

const DECISIONS: Readonly<Record<MarginDecision, string>> = {
  superior: 'better, and so non-inferior',
  equivalent: 'equivalent',
  'non-inferior': 'non-inferior',
  inferior: 'worse',
  undecided: 'undecided',
}

// Without variation, or with very few patients, the bootstrap-t has no ends.
const METHODS: Readonly<Record<StudentizedInterval['method'], string>> = {
  'bootstrap-t': 'bootstrap-t',
  percentile: 'percentile bootstrap',
}

/** What a declared margin says: '5.0 points: non-inferior (one-sided p = 0.011), not equivalent …'. */
export function marginText({ margin, byMargin, measure }: DeclaredComparison): string {
  const size = `${formatNumber(margin!)} points`
  if (byMargin === null) return size
  const { decided, interval, pNonInferior, pEquivalent, reason } = byMargin
  if (decided === null || interval === null) return `${size}: not decided, ${reason}`
  const points = pointsOf(measure)
  const sense = senseOf(measure)
  const ends = sense < 0 ? { low: -interval.high, high: -interval.low } : interval
  const ps = [
    ...(pNonInferior === null ? [] : [`non-inferiority ${formatP(pNonInferior)}`]),
    ...(pEquivalent === null ? [] : [`equivalence ${formatP(pEquivalent)}`]),
  ]
  const tests = ps.length === 0 ? '' : `; ${ps.join(', ')}, one-sided`
  return `${size}: ${DECISIONS[decided.decision]} (interval ${formatInterval({ ...interval, ...ends }, points)} by ${METHODS[interval.method]} over patients${tests})`
}

/** '1,290 instead of 7,190'; null if it is not known. */
export function tokensText({ tokens }: DeclaredComparison): string | null {
  if (tokens === null) return null
  return `${formatCount(Math.round(tokens.own))} instead of ${formatCount(Math.round(tokens.baseline))} per instruction`
}
