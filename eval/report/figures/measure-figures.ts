import type { Summary } from '../../compare/summarise.js'
import { haveIntervals } from '../interval-note.js'
import { anchorFor } from '../page/section.js'
import { seriesStyles } from '../page/series-style.js'
import { dotChart, overviewChart, panelChart } from '../sections/report-chart.js'
import { unitOf } from '../tables/format-value.js'
import { curvesOf } from './measure-curves.js'
import { measureGroups } from './measure-groups.js'
import { panelGrid } from './panel-grid.js'
import { standaloneSvg } from './standalone-svg.js'

/** A figure as a file. `name`: of its file, without an ending; unique. `caption`: plain text. */
export type Figure = { readonly name: string; readonly caption: string; readonly svg: string }

/**
 * The charts of every measure that has a value: means by budget, and each strategy with its intervals. With one budget, means and
 * intervals by strategy are one chart. Generators with equal figures share a chart.
 */
export function measureFigures(summary: Summary): Figure[] {
  const styles = seriesStyles([...new Set(summary.cells.map(({ strategy }) => strategy))], summary.baseline)
  const figures = measureGroups(summary).flatMap(({ cells, label }): Figure[] => {
    const { measure } = cells[0]!
    const curves = curvesOf(cells, summary.instructions, styles)
    if (curves.length === 0) return []
    const labels = { measure, unit: unitOf(measure) }
    const about = `${measure}, generator ${label}`
    const level = `${Math.round(summary.level * 100)}%`
    const intervals = haveIntervals(summary) ? `, with ${level} intervals` : ''
    const hollow = curves.some(({ points }) => points.some(({ complete }) => !complete))
      ? ' Hollow: the mean is over fewer instructions, because some are unscored.'
      : ''
    const budgets = new Set(curves.flatMap(({ points }) => points.map(({ budget }) => budget)))
    if (budgets.size === 1) {
      const svg = standaloneSvg(dotChart(curves, labels))
      return [
        { name: `means-${measure}`, caption: `Means of ${about}, by strategy${intervals}.${hollow}`, svg },
      ]
    }
    const baseline = curves.find(({ strategy }) => strategy === summary.baseline)
    const panels = curves.map((curve) => ({
      name: curve.strategy,
      chart: panelChart(curve, curves, { measure, baseline }),
    }))
    const dotted = baseline === undefined ? '' : ` Dotted: ${baseline.strategy}.`
    const each = `Each strategy by budget${intervals}: ${about}.${dotted}${hollow}`
    return [
      {
        name: `means-${measure}`,
        caption: `Means by budget: ${about}.${hollow}`,
        svg: standaloneSvg(overviewChart(curves, labels)),
      },
      { name: `strategies-${measure}`, caption: each, svg: standaloneSvg(panelGrid(panels, each)) },
    ]
  })
  return figures.map((figure, i) => ({ ...figure, name: uniqueName(figures, i) }))
}

/** A measure whose figures differ between generators has a number for each but the first. */
function uniqueName(figures: readonly Figure[], i: number): string {
  const { name } = figures[i]!
  const before = figures.slice(0, i).filter((one) => one.name === name).length
  return before === 0 ? anchorFor(name) : `${anchorFor(name)}-${before + 1}`
}
