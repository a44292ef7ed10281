import type { CellSummary } from '../../compare/summarise.js'
import type { Curve } from '../page/chart-marks.js'
import type { SeriesStyle } from '../page/series-style.js'
import { pointsOf } from '../tables/format-value.js'

/** The means of one measure and generator as curves, in the order of the styles. Strategies without a value have none. */
export function curvesOf(
  cells: readonly CellSummary[],
  instructions: number,
  styles: ReadonlyMap<string, SeriesStyle>,
): Curve[] {
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
