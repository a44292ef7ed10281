import { type BootstrapSettings, bootstrapMeans, type Estimate } from '../resampling/bootstrap.js'

/** Values of two arms for one instruction, one per budget and in the order of the budgets; null: unscored. */
export type PairedCurve = {
  readonly cluster: string
  readonly first: readonly (number | null)[]
  readonly second: readonly (number | null)[]
}

/**
 * area: mean over the instructions of the area between the curves, first less second, divided by the width, so in the unit of the
 * measure: the mean difference over the budgets. left: instructions that lack a value at some budget. reason: why there is no area.
 */
export type CurveArea = {
  readonly budgets: readonly number[]
  readonly area: Estimate | null
  readonly left: number
  readonly reason: string | null
}

/** Values of a pair of arms at budgets that both have, in tokens, ascending and above 0. */
export type CurvePair = { readonly budgets: readonly number[]; readonly curves: readonly PairedCurve[] }

/**
 * How much better one arm is over all budgets, for each pair of arms: the area between the two curves by the trapezoidal rule over
 * the logarithm of the budget, so that every doubling counts the same. The area of an instruction is a weighted sum of its paired
 * differences; its mean has a bootstrap interval over patients like any other difference. Throws if budgets do not ascend, or
 * if a curve has another number of values.
 */
export function areasBetweenCurves(pairs: readonly CurvePair[], settings: BootstrapSettings): CurveArea[] {
  const areas = pairs.map(({ budgets, curves }) => {
    const shares = trapezoidShares(budgets)
    return curves.flatMap((curve) => {
      const value = areaOf(curve, shares)
      return value === null ? [] : [{ cluster: curve.cluster, value }]
    })
  })
  const means = bootstrapMeans(areas, settings)
  return pairs.map(({ budgets, curves }, i) => {
    const left = curves.length - areas[i]!.length
    if (budgets.length < 2) return { budgets, area: null, left, reason: 'fewer than 2 budgets in both arms' }
    if (areas[i]!.length === 0)
      return { budgets, area: null, left, reason: 'no instruction is scored at all budgets in both arms' }
    return { budgets, area: means[i]!, left, reason: null }
  })
}

/** The share of each budget in the normalized area; they sum to 1. */
export function trapezoidShares(budgets: readonly number[]): number[] {
  const places = budgets.map(Math.log2)
  if (places.some((place, i) => !Number.isFinite(place) || (i > 0 && place <= places[i - 1]!)))
    throw new Error(`expected ascending budgets above 0, found ${budgets.join(', ')}`)
  const last = places.length - 1
  const width = places[last]! - places[0]!
  return places.map((_, i) => (places[Math.min(i + 1, last)]! - places[Math.max(i - 1, 0)]!) / 2 / width)
}

function areaOf({ first, second }: PairedCurve, shares: readonly number[]): number | null {
  if (first.length !== shares.length || second.length !== shares.length)
    throw new Error(
      `expected ${shares.length} values of both arms, found ${first.length} and ${second.length}`,
    )
  let area = 0
  for (const [i, share] of shares.entries()) {
    const [one, other] = [first[i]!, second[i]!]
    if (one === null || other === null) return null
    area += share * (one - other)
  }
  return area
}
