import * as Plot from '@observablehq/plot'
import { formatCount } from '../../../base/text/format-count.js'
import { axes, budgetsOf, type Curve, draw, highest, line, markers, shortened } from '../page/chart-marks.js'
import type { Markup } from '../page/html.js'
import type { SeriesStyle } from '../page/series-style.js'
import { spreadLabels } from '../page/spread-labels.js'
import { formatNumber } from '../tables/format-value.js'

const OVERVIEW = { width: 600, height: 440, top: 30, bottom: 44, left: 48, leader: 26, labelGap: 16 }
const PANEL = { width: 202, height: 150 }

/** What a chart shows: in points of 100 or in the measure's own unit. */
export type ChartLabels = { readonly measure: string; readonly unit: string }

/** All strategies as lines over the budget, named at their right end. */
export function overviewChart(curves: readonly Curve[], { measure, unit }: ChartLabels): Markup {
  const { width, height, top, bottom, left, leader } = OVERVIEW
  const budgets = budgetsOf(curves)
  const yMax = highest(curves)
  const texts = curves.map(endLabel)
  const right = 16 + 8.4 * Math.max(...texts.map((text) => text.length))
  // The plotted span ends a little after the last budget, which leaves room for leaders from the lines to their names.
  const lines = width - left - right - leader
  const [first, last] = [budgets[0]!, budgets.at(-1)!]
  const beyond = (pixels: number) => last * (last / first) ** (pixels / lines)
  const pixelsPerPoint = (height - top - bottom) / yMax
  const ends = curves.map((curve) => curve.points.at(-1)!)
  const wished = ends.map((end) => (yMax - end.mean) * pixelsPerPoint)
  const labels = spreadLabels(wished, { gap: OVERVIEW.labelGap, top: 0, bottom: height - top - bottom }).map(
    (pixels, i) => ({
      text: texts[i]!,
      from: ends[i]!.mean,
      to: yMax - pixels / pixelsPerPoint,
      style: curves[i]!.style,
    }),
  )
  return draw(`${measure} by budget: ${curves.map(spoken).join('; ')}`, {
    width,
    height,
    marginTop: top,
    marginBottom: bottom,
    marginLeft: left,
    marginRight: right,
    style: { fontSize: '14px' },
    x: { type: 'log', domain: [first, beyond(leader)] },
    y: { domain: [0, yMax] },
    marks: [
      ...axes(budgets, { yTicks: 5, xLabel: 'budget (tokens)', yLabel: unit, xGap: 0.08 }),
      ...curves.flatMap((curve) => [...onward(curve, beyond(8)), line(curve, 2.2), markers(curve, 4.5)]),
      ...labels.map(({ from, to, style }) =>
        Plot.link([0], {
          x1: () => beyond(8),
          x2: () => beyond(leader),
          y1: () => from,
          y2: () => to,
          stroke: style.color,
          strokeOpacity: 0.7,
        }),
      ),
      Plot.text(labels, {
        x: () => beyond(leader),
        y: 'to',
        text: 'text',
        dx: 5,
        textAnchor: 'start',
        fontWeight: 600,
        fill: 'var(--ink)',
      }),
    ],
  })
}

/** A faint line from the end of a curve to where its name begins, if the curve ends before the last budget. */
function onward(curve: Curve, edge: number) {
  const { budget, mean } = curve.points.at(-1)!
  return budget * 1.3 >= edge
    ? []
    : [
        Plot.link([0], {
          x1: () => budget,
          x2: () => edge,
          y1: () => mean,
          y2: () => mean,
          stroke: curve.style.color,
          strokeOpacity: 0.35,
          strokeDasharray: '1 4',
        }),
      ]
}

/** One strategy with its interval band, the baseline dotted, the others as a faint background. */
export function panelChart(
  curve: Curve,
  all: readonly Curve[],
  { measure, baseline }: { readonly measure: string; readonly baseline: Curve | undefined },
): Markup {
  const budgets = budgetsOf(all)
  const points = [...curve.points]
  return draw(`${measure} by budget: ${spoken(curve)}`, {
    ...PANEL,
    marginTop: 8,
    marginBottom: 22,
    marginLeft: 30,
    marginRight: 16,
    style: { fontSize: '11px' },
    x: { type: 'log', domain: [budgets[0]!, budgets.at(-1)!] },
    y: { domain: [0, highest(all)] },
    marks: [
      ...axes(budgets, { yTicks: 3, xLabel: null, yLabel: null, xGap: 0.24 }),
      ...all.map((other) =>
        Plot.line([...other.points], { x: 'budget', y: 'mean', stroke: 'var(--faint)', strokeWidth: 1 }),
      ),
      ...(baseline === undefined || baseline === curve
        ? []
        : [
            Plot.line([...baseline.points], {
              x: 'budget',
              y: 'mean',
              stroke: 'var(--ink)',
              strokeWidth: 1.3,
              strokeDasharray: '2 3',
            }),
          ]),
      Plot.areaY(points, { x: 'budget', y1: 'low', y2: 'high', fill: curve.style.color, fillOpacity: 0.28 }),
      // A single point has no area.
      ...(points.length > 1
        ? []
        : [
            Plot.ruleX(points, {
              x: 'budget',
              y1: 'low',
              y2: 'high',
              stroke: curve.style.color,
              strokeWidth: 2,
            }),
          ]),
      line(curve, 2.2),
      markers(curve, 3.6),
    ],
  })
}

/** Means and intervals of one budget, one row per strategy: with one budget there is no curve. */
export function dotChart(curves: readonly Curve[], { measure, unit }: ChartLabels): Markup {
  const rows = curves.map((curve) => ({ name: curve.strategy, ...curve.points[0]! }))
  return draw(`${measure} by strategy: ${curves.map(spoken).join('; ')}`, {
    width: OVERVIEW.width,
    height: 60 + 28 * rows.length,
    marginLeft: 24 + 8.4 * Math.max(...rows.map((row) => shortened(row.name).length)),
    marginRight: 24,
    marginBottom: 44,
    style: { fontSize: '14px' },
    x: { domain: [0, highest(curves)], label: unit, labelAnchor: 'center', labelArrow: 'none', grid: true },
    y: { domain: rows.map((row) => row.name), label: null, type: 'point' },
    marks: [
      // Rows are keyed by full names: two that are shortened to the same text still get a row each.
      Plot.axisY({ tickSize: 0, tickFormat: shortened }),
      ...rows.flatMap((row, i) => [
        Plot.ruleY([row], {
          y: 'name',
          x1: 'low',
          x2: 'high',
          stroke: curves[i]!.style.color,
          strokeWidth: 3,
        }),
        Plot.dot([row], {
          y: 'name',
          x: 'mean',
          r: 6,
          symbol: curves[i]!.style.symbol,
          fill: row.complete ? curves[i]!.style.color : 'var(--paper)',
          stroke: curves[i]!.style.color,
        }),
      ]),
    ],
  })
}

/** The line and marker of a strategy, to show next to its name. */
export function swatch(strategy: string, style: SeriesStyle): Markup {
  const ends = [{ budget: 0 }, { budget: 2 }].map((end) => ({ ...end, mean: 0 }))
  return draw(`line of ${strategy}`, {
    width: 36,
    height: 12,
    margin: 2,
    x: { axis: null, domain: [0, 2] },
    y: { axis: null, domain: [-1, 1] },
    marks: [
      Plot.line(ends, {
        x: 'budget',
        y: 'mean',
        stroke: style.color,
        strokeDasharray: style.dash,
        strokeWidth: 2.2,
      }),
      Plot.dot([{ x: 1, y: 0 }], { x: 'x', y: 'y', r: 4, symbol: style.symbol, fill: style.color }),
    ],
  })
}

/** 'bm25 12.0 at 500, 15.5 at 1,000'. */
function spoken({ strategy, points }: Curve): string {
  return `${strategy} ${points.map(({ budget, mean }) => `${formatNumber(mean)} at ${formatCount(budget)}`).join(', ')}`
}

function endLabel(curve: Curve): string {
  return `${shortened(curve.strategy)} ${formatNumber(curve.points.at(-1)!.mean)}`
}
