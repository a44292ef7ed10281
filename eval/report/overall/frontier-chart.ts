import * as Plot from '@observablehq/plot'
import { formatCount } from '../../../base/text/format-count.js'
import type { FrontierArm } from '../../compare/overall/frontier.js'
import { draw } from '../page/chart-marks.js'
import type { Markup } from '../page/html.js'
import type { SeriesStyle } from '../page/series-style.js'
import { spreadLabels } from '../page/spread-labels.js'
import { formatNumber } from '../tables/format-value.js'
import { costScale } from './cost-scale.js'
import { type FrontierPoint, frontierPoints, withoutTwins } from './frontier-points.js'

const CHART = { width: 600, height: 440, top: 30, bottom: 44, left: 48, leader: 26, labelGap: 16 }
/** Between the last arm and where leaders to the names begin. */
const EDGE = 10

/** `points`: factor to what is drawn. `cost`: what the horizontal axis shows, with its unit; `format`: how a cost is said. */
export type FrontierLabels = {
  readonly measure: string
  readonly unit: string
  readonly points: number
  readonly cost: string
  readonly format: (cost: number) => string
  readonly styles: ReadonlyMap<string, SeriesStyle>
}

/** Arms by cost and quality: those on the Pareto front in color, joined by steps and named at the right; the others in gray. */
export function frontierChart(arms: readonly FrontierArm[], labels: FrontierLabels): Markup {
  const points = frontierPoints(arms, labels.points)
  const front = withoutTwins(points.filter(({ arm }) => arm.place === 'front'))
  const others = points.filter(({ arm }) => arm.place !== 'front')
  const { width, height, top, bottom, left, leader } = CHART
  const texts = front.map(({ name, mean }) => `${name} ${formatNumber(mean)}`)
  const right = 16 + 7.6 * Math.max(...texts.map((text) => text.length))
  const costs = points.map(({ cost }) => cost)
  const scale = costScale(costs, width - left - right - leader - EDGE)
  const yMax = topOf(points)
  const pixelsPerPoint = (height - top - bottom) / yMax
  const named = spreadLabels(
    front.map(({ mean }) => (yMax - mean) * pixelsPerPoint),
    { gap: CHART.labelGap, top: 0, bottom: height - top - bottom },
  ).map((pixels, i) => ({ ...front[i]!, text: texts[i]!, to: yMax - pixels / pixelsPerPoint }))
  const [edge, end] = [scale.beyond(EDGE), scale.beyond(EDGE + leader)]
  const color = ({ arm }: FrontierPoint) => labels.styles.get(arm.strategy)!.color
  const symbol = ({ arm }: FrontierPoint) => labels.styles.get(arm.strategy)!.symbol
  const hollow = 'var(--paper)'
  return draw(`${labels.measure} by ${labels.cost}: ${spoken(points, labels.format)}`, {
    width,
    height,
    marginTop: top,
    marginBottom: bottom,
    marginLeft: left,
    marginRight: right,
    style: { fontSize: '14px' },
    x: { ...scale.options, domain: [scale.first, end] },
    y: { domain: [0, yMax] },
    symbol: { type: 'identity' },
    marks: [
      Plot.gridY({ ticks: 5, stroke: 'var(--grid)', strokeOpacity: 1 }),
      Plot.axisY({ ticks: 5, tickSize: 0, label: labels.unit, labelArrow: 'none' }),
      Plot.axisX(scale.ticks, {
        tickFormat: formatTick,
        tickSize: 4,
        label: labels.cost,
        labelAnchor: 'center',
        labelArrow: 'none',
      }),
      Plot.ruleX(others, { x: 'cost', y1: 'low', y2: 'high', stroke: 'var(--faint)', strokeWidth: 1.5 }),
      Plot.line(front, {
        x: 'cost',
        y: 'mean',
        curve: 'step-after',
        stroke: 'var(--ink)',
        strokeOpacity: 0.55,
        strokeWidth: 1.3,
      }),
      ...named.flatMap((one) => [
        Plot.link([one], {
          x1: 'cost',
          x2: () => edge,
          y1: 'mean',
          y2: 'mean',
          stroke: color,
          strokeOpacity: 0.45,
          strokeDasharray: '1 4',
        }),
        Plot.link([one], { x1: () => edge, x2: () => end, y1: 'mean', y2: 'to', stroke: color }),
      ]),
      Plot.dot(others, {
        x: 'cost',
        y: 'mean',
        r: 4,
        symbol,
        fill: ({ arm }: FrontierPoint) => (arm.place === 'unplaced' ? hollow : 'var(--soft)'),
        fillOpacity: 0.6,
        stroke: 'var(--soft)',
        title: 'name',
      }),
      Plot.ruleX(front, { x: 'cost', y1: 'low', y2: 'high', stroke: color, strokeWidth: 2.2 }),
      Plot.dot(front, { x: 'cost', y: 'mean', r: 5.5, symbol, fill: color, stroke: hollow, title: 'name' }),
      Plot.text(named, {
        x: () => end,
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

/** The top of the value axis. */
function topOf(points: readonly FrontierPoint[]): number {
  return Math.max(10, Math.ceil(Math.max(...points.map(({ high }) => high)) / 10 - 1e-9) * 10)
}

function formatTick(cost: number): string {
  return cost === 0 || cost >= 10 ? formatCount(cost) : String(cost)
}

function spoken(points: readonly FrontierPoint[], format: FrontierLabels['format']): string {
  return points
    .toSorted((a, b) => a.cost - b.cost)
    .map(
      ({ name, cost, mean, arm }) =>
        `${name} ${formatNumber(mean)} for ${format(cost)}${arm.place === 'front' ? ' (front)' : ''}`,
    )
    .join(', ')
}
