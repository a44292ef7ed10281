import { known } from '../known.js'
import { exactSum } from '../sums/exact-sum.js'
import { meanOf, varianceOf } from '../sums/moments.js'
import { magnitudeOf, spreadOf } from '../sums/spread.js'

/**
 * How much less items of the same cluster tell than independent ones. icc: ICC(1) of a one-way ANOVA with n0 for unequal sizes,
 * not clipped. Design effects by the mean size and by Kish's sum n_i^2 / N, the one for an item-weighted mean; effectiveN: items
 * divided by it, null unless it is above 0. varianceRatio: the clustered variance of the mean over that of independent items.
 */
export type DesignEffect = {
  readonly clusters: number
  readonly items: number
  readonly mean: number | null
  readonly sumOfSquaresBetween: number
  readonly sumOfSquaresWithin: number
  readonly n0: number | null
  readonly f: number | null
  readonly icc: number | null
  readonly designEffectMean: number | null
  readonly designEffectKish: number | null
  readonly effectiveNMean: number | null
  readonly effectiveNKish: number | null
  readonly varianceRatio: number | null
  readonly reason: string | null
}

/**
 * The design effect of clustered values. Checked against statsmodels' ANOVA and pingouin's ICC(1,1).
 * @param clusters the values of each
 */
export function designEffect(clusters: readonly (readonly number[])[]): DesignEffect {
  const values = clusters.flat()
  const [k, items] = [clusters.length, values.length]
  const grand = meanOf(values)
  const means = clusters.map(meanOf)
  const sumOfSquaresBetween = exactSum(clusters.map((own, g) => own.length * (means[g]! - grand) ** 2))
  const sumOfSquaresWithin = exactSum(
    clusters.flatMap((own, g) => own.map((value) => (value - means[g]!) ** 2)),
  )
  const sums = { clusters: k, items, mean: known(grand), sumOfSquaresBetween, sumOfSquaresWithin }
  if (k < 2 || items === k)
    return { ...sums, ...NONE, reason: k < 2 ? 'fewer than 2 clusters' : 'no cluster has two items' }
  const between = sumOfSquaresBetween / (k - 1)
  const within = sumOfSquaresWithin / (items - k)
  const squaredSizes = exactSum(clusters.map((own) => own.length ** 2))
  const n0 = (items - squaredSizes / items) / (k - 1)
  const rest = { ...sums, ...NONE, n0 }
  if (spreadOf(values, magnitudeOf(values)) !== 'real') return { ...rest, reason: 'all values are equal' }
  const icc = (between - within) / (between + (n0 - 1) * within)
  const designEffectMean = 1 + (items / k - 1) * icc
  const designEffectKish = 1 + (squaredSizes / items - 1) * icc
  const residuals = clusters.map((own) => exactSum(own.map((value) => value - grand)) ** 2)
  return {
    ...rest,
    f: within === 0 ? null : between / within,
    icc,
    designEffectMean,
    designEffectKish,
    effectiveNMean: designEffectMean > 0 ? items / designEffectMean : null,
    effectiveNKish: designEffectKish > 0 ? items / designEffectKish : null,
    varianceRatio: exactSum(residuals) / items ** 2 / (varianceOf(values) / items),
    reason: null,
  }
}

const NONE = {
  n0: null,
  f: null,
  icc: null,
  designEffectMean: null,
  designEffectKish: null,
  effectiveNMean: null,
  effectiveNKish: null,
  varianceRatio: null,
}
