import * as Plot from '@observablehq/plot'
import { parseHTML } from 'linkedom'
import { formatCount } from '../../../base/text/format-count.js'
import { html, type Markup, trustedMarkup } from './html.js'
import type { SeriesStyle } from './series-style.js'

/**
 * One strategy's values in points, budgets ascending; low and high equal the mean if there is no interval. complete: every
 * instruction is in the mean. Other points are drawn hollow, since they are means over fewer instructions.
 */
export type Curve = {
  readonly strategy: string
  readonly style: SeriesStyle
  readonly points: readonly CurvePoint[]
}

/** A mean with its interval at one budget. */
export type CurvePoint = {
  readonly budget: number
  readonly mean: number
  readonly low: number
  readonly high: number
  readonly complete: boolean
}

const LABEL_LENGTH = 22

/** `xGap`: least distance of two labeled budgets, as a share of the axis. */
type AxisLabels = { yTicks: number; xLabel: string | null; yLabel: string | null; xGap: number }

/** The axes of a chart: budgets on a log scale, values up. */
export function axes(budgets: readonly number[], { yTicks, xLabel, yLabel, xGap }: AxisLabels) {
  return [
    Plot.gridY({ ticks: yTicks, stroke: 'var(--grid)', strokeOpacity: 1 }),
    Plot.axisY({ ticks: yTicks, tickSize: 0, label: yLabel, labelArrow: 'none' }),
    Plot.axisX({
      ticks: spacedBudgets(budgets, xGap),
      tickFormat: formatCount,
      tickSize: 4,
      label: xLabel,
      labelAnchor: 'center',
      labelArrow: 'none',
    }),
  ]
}

/**
 * The budgets that a log axis labels: the last, the first, and between them those that are at least `gap` of the axis from their
 * neighbors.
 */
function spacedBudgets(budgets: readonly number[], gap: number): number[] {
  const [first, last] = [budgets[0]!, budgets.at(-1)!]
  const share = (budget: number) => Math.log(budget / first) / Math.log(last / first)
  const kept: number[] = [first]
  for (const budget of budgets.slice(1, -1)) {
    if (share(budget) - share(kept.at(-1)!) >= gap && 1 - share(budget) >= gap) kept.push(budget)
  }
  return last === first ? kept : [...kept, last]
}

/** A curve as a path. */
export function line(curve: Curve, strokeWidth: number) {
  const { color, dash } = curve.style
  return Plot.line([...curve.points], {
    x: 'budget',
    y: 'mean',
    stroke: color,
    strokeDasharray: dash,
    strokeWidth,
  })
}

/** The points of a curve. @param r radius in pixels */
export function markers(curve: Curve, r: number) {
  return Plot.dot([...curve.points], {
    x: 'budget',
    y: 'mean',
    r,
    symbol: curve.style.symbol,
    fill: (point: CurvePoint) => (point.complete ? curve.style.color : 'var(--paper)'),
    stroke: curve.style.color,
    strokeWidth: 1.5,
  })
}

/** A chart as an image with a title, which screen readers read and browsers show on hover. */
export function draw(title: string, options: Plot.PlotOptions): Markup {
  const { document } = parseHTML('<!DOCTYPE html><html><body></body></html>')
  const svg = Plot.plot({ ...options, document, className: 'plot' })
  // Plot puts the same style sheet into every chart, but the page needs its rules only once.
  for (const style of svg.querySelectorAll('style')) style.remove()
  // Not by the library, which does not escape the text of a title.
  const [, attributes, content] = /^<svg([^>]*)>([\s\S]*)$/.exec(svg.outerHTML)!
  return html`<svg role="img" aria-label="${title}"${trustedMarkup(attributes!)}><title>${title}</title>${trustedMarkup(content!)}`
}

/** A name cut in the middle, because names of strategies with modifiers differ at their ends. */
export function shortened(name: string): string {
  const half = Math.floor((LABEL_LENGTH - 1) / 2)
  return name.length <= LABEL_LENGTH ? name : `${name.slice(0, half)}…${name.slice(-half)}`
}

/** Every budget of the curves, ascending, each once. */
export function budgetsOf(curves: readonly Curve[]): number[] {
  return [...new Set(curves.flatMap((curve) => curve.points.map((point) => point.budget)))].toSorted(
    (a, b) => a - b,
  )
}

/** The top of the value axis: the highest end of an interval, rounded up to a multiple of ten, at least 10. */
export function highest(curves: readonly Curve[]): number {
  const high = Math.max(...curves.flatMap((curve) => curve.points.map((point) => point.high)))
  return Math.max(10, Math.ceil(high / 10 - 1e-9) * 10)
}
