import type { Frontier } from '../../compare/overall/frontier.js'
import { leftOutText } from '../overall/arm-at.js'
import { frontierChart } from '../overall/frontier-chart.js'
import type { FrontierCost } from '../overall/frontier-section.js'
import type { SeriesStyle } from '../page/series-style.js'
import { pointsOf, unitOf } from '../tables/format-value.js'
import type { Figure } from './measure-figures.js'
import { standaloneSvg } from './standalone-svg.js'

/** The arms by what they cost and how good they are, as a file. @param styles by strategy */
export function frontierFigure(
  { measure, generator, arms }: Frontier,
  { id, title, axis, format, note }: FrontierCost,
  styles: ReadonlyMap<string, SeriesStyle>,
): Figure {
  const labels = { measure, unit: unitOf(measure), points: pointsOf(measure), cost: axis, format, styles }
  return {
    name: id,
    caption: `${title}: ${measure}, generator ${generator}. In color and joined: the Pareto front, arms for which no other arm is at least as good at no more cost. Gray: dominated.${note}${leftOutText(arms, 'Hollow and not placed')}`,
    svg: standaloneSvg(frontierChart(arms, labels)),
  }
}
