import { formatCount } from '../../../base/text/format-count.js'
import { baselineText, isBaseline } from '../../compare/arms/baseline.js'
import { budgetColumns, budgetHead, type NamedBudget } from '../../compare/arms/budget-text.js'
import { directionOf, senseNote, senseOf } from '../../compare/measure-direction.js'
import type { CellSummary, Summary } from '../../compare/summarise.js'
import type { Comparison } from '../../compare/tested/comparison.js'
import { keyOf } from '../../compare/value-table.js'
import { factsOf } from '../../measures/measure-registry.js'
import { curvesOf } from '../figures/measure-curves.js'
import { haveIntervals } from '../interval-note.js'
import type { Curve } from '../page/chart-marks.js'
import { html, type Markup } from '../page/html.js'
import { anchorFor, type Section } from '../page/section.js'
import type { SeriesStyle } from '../page/series-style.js'
import { reasonLabel } from '../stored-labels.js'
import { hasStar } from '../tables/comparison-star.js'
import { dataTable, splitColumns } from '../tables/data-table.js'
import { formatDifference, formatInterval, formatNumber, pointsOf, unitOf } from '../tables/format-value.js'
import { armName } from './arm-name.js'
import { dotChart, overviewChart, panelChart, swatch } from './report-chart.js'

type Styles = ReadonlyMap<string, SeriesStyle>

/** Budgets side by side: more would be wider than a page. */
const MOST_BUDGETS = 6
/** Budgets that fit on portrait paper. */
const MOST_PORTRAIT = 4

/** What a measure's section needs besides its cells. generatorLabel: the generators that share these cells. */
export type MeasureSectionSettings = {
  readonly generatorLabel: string
  readonly summary: Summary
  readonly styles: Styles
}

/** The section of one measure under one generator (or all, if they agree): curves, then figures. */
export function measureSection(
  cells: readonly CellSummary[],
  { generatorLabel, summary, styles }: MeasureSectionSettings,
): Section {
  const { measure } = cells[0]!
  const definition = factsOf(measure)?.definition ?? ''
  const budgets = budgetColumns(cells)
  return {
    id: anchorFor('measure', measure, generatorLabel),
    title: measure,
    note: `generator ${generatorLabel}`,
    shape: budgets.length > MOST_PORTRAIT ? 'wide' : 'narrow',
    body: html`<p class="soft">${definition}</p>
${cells.some((cell) => cell.mean !== null) ? charts(cells, summary, styles) : html`<p>No instruction has a value.</p>`}
${splitColumns(budgets, MOST_BUDGETS).map((group) => figures(cells, { budgets: group, summary, styles }))}`,
  }
}

function charts(cells: readonly CellSummary[], summary: Summary, styles: Styles): Markup {
  const { measure } = cells[0]!
  const curves = curvesOf(cells, summary.instructions, styles)
  const labels = { measure, unit: unitOf(measure) }
  const absent = absentNote(cells, curves)
  if (curves.length === 0) return absent
  if (new Set(curves.flatMap((curve) => curve.points.map((point) => point.budget))).size === 1)
    return html`<div class="charts"><figure>${dotChart(curves, labels)}</figure></div>${absent}`
  const baseline = curves.find((curve) => curve.strategy === summary.baseline)
  const panels = curves.map(
    (curve) =>
      html`<figure><figcaption>${swatch(curve.strategy, curve.style)}<span>${armName(curve.strategy)}</span></figcaption>${panelChart(curve, curves, { measure, baseline })}</figure>`,
  )
  const dotted = baseline === undefined ? '' : `; dotted: ${baseline.strategy}`
  const hollow = curves.every((curve) => curve.points.every((point) => point.complete))
    ? ''
    : '; hollow: some instructions are unscored, so the mean is over fewer'
  return html`<div class="charts"><figure class="overview">${overviewChart(curves, labels)}</figure>
<div class="panel-column"><div class="panels">${panels}</div><small>${haveIntervals(summary) ? `Bands: ${percent(summary)} intervals` : 'No bands: fewer than 2 patients'}${dotted}${hollow}.</small></div></div>${absent}`
}

/** Names the strategies that are not drawn because they have no value. */
function absentNote(cells: readonly CellSummary[], curves: readonly Curve[]): Markup {
  const names = [...new Set(cells.map((cell) => cell.strategy))]
  const absent = names.filter((name) => curves.every(({ strategy }) => strategy !== name))
  if (absent.length === 0) return html``
  const reasons = (name: string) =>
    new Set(
      cells
        .filter(({ strategy }) => strategy === name)
        .flatMap(({ unscored }) => unscored.map(({ reason }) => reasonLabel(reason))),
    )
  const texts = absent.map((name) => `${name} (${[...reasons(name)].join('; ') || 'no value'})`)
  return html`<p class="soft">Not drawn, because no instruction has a value: ${texts.join(', ')}.</p>`
}

type FigureSettings = {
  readonly budgets: readonly NamedBudget[]
  readonly summary: Summary
  readonly styles: Styles
}

function figures(cells: readonly CellSummary[], { budgets, summary, styles }: FigureSettings): Markup {
  const { measure, generator } = cells[0]!
  const comparisons = new Map(summary.comparisons.map((comparison) => [keyOf(comparison), comparison]))
  const rows = [...new Set(cells.map((cell) => cell.strategy))].map((strategy) => {
    const own = budgets.map(({ budget }) => {
      const cell = cells.find((one) => one.strategy === strategy && one.budget === budget)
      return cell === undefined
        ? html`<td class="value soft" data-value="">–</td>`
        : figure(cell, comparisons.get(keyOf(cell)), summary)
    })
    const kind = isBaseline(strategy, summary.baseline) ? 'baseline' : 'arm'
    return html`<tr class="${kind}"><th scope="row">${swatch(strategy, styles.get(strategy)!)}${armName(strategy)}${
      kind === 'baseline' ? html` <small>baseline</small>` : ''
    }</th>${own}</tr>
`
  })
  const judges = senseOf(measure) !== 0
  const against =
    summary.baseline === null
      ? ''
      : ` Second line: paired difference to ${baselineText(summary)} with its interval${judges ? ', colored if the interval excludes 0' : ''}; * if the sign-flip p is below 0.05 after Holm${summary.primary === null ? '' : ' (the primary comparison: not adjusted)'}.${judges ? ' Third line: wins / ties / losses.' : ''}`
  return dataTable({
    label: `Figures of ${measure}, generator ${generator}, budgets ${budgets.map(budgetHead).join('; ')}`,
    caption: `Mean in ${unitOf(measure)}${senseNote(measure)} (${haveIntervals(summary) ? `${percent(summary)} interval` : 'no interval: fewer than 2 patients'}), budgets in tokens.${against}`,
    kind: 'figures',
    columns: [
      { name: 'strategy', kind: 'text' },
      ...budgets.map((budget) => ({ name: budgetHead(budget), kind: 'number' as const })),
    ],
    rows,
  })
}

function figure(cell: CellSummary, comparison: Comparison | undefined, summary: Summary): Markup {
  const unscored = summary.instructions - cell.n
  const missing = unscored === 0 ? html`` : html`<br><small>${formatCount(unscored)} unscored</small>`
  if (cell.mean === null)
    return html`<td class="value" data-value=""><span class="soft">no value</span>${missing}</td>`
  const points = pointsOf(cell.measure)
  const interval =
    cell.interval === null ? html`` : html` <small>${formatInterval(cell.interval, points)}</small>`
  return html`<td class="value" data-value="${cell.mean * points}"><b>${formatNumber(cell.mean * points)}</b>${interval}${difference(comparison)}${missing}</td>`
}

function difference(comparison: Comparison | undefined): Markup {
  if (comparison === undefined || comparison.mean === null) return html``
  const { measure, mean, interval, wins, ties, losses } = comparison
  const points = pointsOf(measure)
  const star = hasStar(comparison) ? html`<sup>*</sup>` : html``
  const range = interval === null ? '' : ` (${formatInterval(interval, points)})`
  return html`<br><small class="${directionOf(comparison, measure)}">${formatDifference(mean * points)}${range}</small>${star}${senseOf(measure) === 0 ? html`` : html`<br><small>${wins} / ${ties} / ${losses}</small>`}`
}

function percent(summary: Summary): string {
  return `${Math.round(summary.level * 100)}%`
}
