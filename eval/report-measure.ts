import type { Curve } from './chart-marks.js'
import {
  formatBudget,
  formatDifference,
  formatInterval,
  formatNumber,
  pointsOf,
  unitOf,
} from './format-value.js'
import { html, type Markup } from './html.js'
import { measures } from './measures.js'
import { dotChart, overviewChart, panelChart, swatch } from './report-chart.js'
import { directionOf, senseNote, senseOf } from './sense.js'
import type { SeriesStyle } from './series-style.js'
import type { CellSummary, Comparison, Summary } from './summarise.js'
import { keyOf } from './value-table.js'

type Styles = ReadonlyMap<string, SeriesStyle>

/** The section of one measure under one generator (or all, where they agree): curves, then figures. */
export function measureSection(
  cells: readonly CellSummary[],
  generatorLabel: string,
  summary: Summary,
  styles: Styles,
): Markup {
  const { measure } = cells[0]!
  const definition = Object.hasOwn(measures, measure) ? measures[measure]!.definition : ''
  return html`<section><h2>${measure} <small>generator ${generatorLabel}</small></h2><p class="soft">${definition}</p>
${cells.some((cell) => cell.mean !== null) ? charts(cells, summary, styles) : html`<p>No item has a value.</p>`}
${figures(cells, summary, styles)}</section>
`
}

function charts(cells: readonly CellSummary[], summary: Summary, styles: Styles): Markup {
  const curves = curvesOf(cells, summary.instructions, styles)
  if (curves.length === 0) return html``
  const label = unitOf(cells[0]!.measure)
  if (new Set(curves.flatMap((curve) => curve.points.map((point) => point.budget))).size === 1)
    return html`<div class="charts"><figure>${dotChart(curves, label)}</figure></div>`
  const baseline = curves.find((curve) => curve.strategy === summary.baseline)
  const panels = curves.map(
    (curve) =>
      html`<figure><figcaption>${swatch(curve.style)}${curve.strategy}</figcaption>${panelChart(curve, curves, baseline)}</figure>`,
  )
  const dotted = baseline === undefined ? '' : `; dotted: ${baseline.strategy}`
  const hollow = curves.every((curve) => curve.points.every((point) => point.complete))
    ? ''
    : '; hollow: some instructions are unscored, so the mean is over others'
  return html`<div class="charts"><figure class="overview">${overviewChart(curves, label)}</figure>
<div><div class="panels">${panels}</div><small>Bands: ${percent(summary)} intervals${dotted}${hollow}</small></div></div>`
}

function curvesOf(cells: readonly CellSummary[], instructions: number, styles: Styles): Curve[] {
  const points = pointsOf(cells[0]!.measure)
  return [...styles].flatMap(([strategy, style]) => {
    const own = cells.flatMap(({ strategy: name, budget, mean, interval, n }) =>
      name !== strategy || budget === null || mean === null
        ? []
        : [
            {
              budget,
              mean: mean * points,
              low: (interval?.low ?? mean) * points,
              high: (interval?.high ?? mean) * points,
              complete: n === instructions,
            },
          ],
    )
    return own.length === 0 ? [] : [{ strategy, style, points: own.toSorted((a, b) => a.budget - b.budget) }]
  })
}

function figures(cells: readonly CellSummary[], summary: Summary, styles: Styles): Markup {
  const { measure } = cells[0]!
  const budgets = [...new Set(cells.map((cell) => cell.budget))]
  const comparisons = new Map(summary.comparisons.map((comparison) => [keyOf(comparison), comparison]))
  const rows = [...new Set(cells.map((cell) => cell.strategy))].map((strategy) => {
    const own = cells
      .filter((cell) => cell.strategy === strategy)
      .map((cell) => figure(cell, comparisons.get(keyOf(cell)), summary))
    const kind = strategy === summary.baseline ? 'baseline' : 'arm'
    return html`<tr class="${kind}"><th scope="row">${swatch(styles.get(strategy)!)}${strategy}${
      kind === 'baseline' ? html` <small>baseline</small>` : ''
    }</th>${own}</tr>
`
  })
  const against =
    summary.baseline === null
      ? ''
      : ` Second line: paired difference to ${summary.baseline} with interval${senseOf(measure) === 0 ? '' : ', coloured where it leaves 0 out'}, * where the sign-flip p is below 0.05 after Holm.${senseOf(measure) === 0 ? '' : ' Third: wins / ties / losses.'}`
  return html`<div class="scroll"><table><caption>Mean in ${unitOf(measure)}${senseNote(measure)} (${percent(summary)} interval), budgets in tokens.${against}</caption>
<thead><tr><th>strategy</th>${budgets.map((budget) => html`<th class="value">${formatBudget(budget)}</th>`)}</tr></thead>
<tbody>${rows}</tbody></table></div>`
}

function figure(cell: CellSummary, comparison: Comparison | undefined, summary: Summary): Markup {
  const unscored = summary.instructions - cell.n
  const missing = unscored === 0 ? html`` : html`<br><small>${unscored} unscored</small>`
  if (cell.mean === null) return html`<td class="value"><span class="soft">no value</span>${missing}</td>`
  const points = pointsOf(cell.measure)
  const interval =
    cell.interval === null ? html`` : html` <small>${formatInterval(cell.interval, points)}</small>`
  return html`<td class="value"><b>${formatNumber(cell.mean * points)}</b>${interval}${difference(comparison, points)}${missing}</td>`
}

function difference(comparison: Comparison | undefined, points: number): Markup {
  if (comparison === undefined || comparison.mean === null) return html``
  const { measure, mean, interval, wins, ties, losses, adjustedP } = comparison
  const star = adjustedP !== null && adjustedP < 0.05 ? html`<sup>*</sup>` : html``
  const range = interval === null ? '' : ` (${formatInterval(interval, points)})`
  return html`<br><small class="${directionOf(comparison, measure)}">${formatDifference(mean * points)}${range}</small>${star}${senseOf(measure) === 0 ? html`` : html`<br><small>${wins} / ${ties} / ${losses}</small>`}`
}

function percent(summary: Summary): string {
  return `${Math.round(summary.level * 100)} %`
}
