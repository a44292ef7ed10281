import { normalQuantile } from '../distributions/normal.js'
import { exactSum } from '../sums/exact-sum.js'

/** How much a disagreement counts: always the same, by the distance of the labels on the scale, or by the square of the distance. */
export type KappaWeights = 'none' | 'linear' | 'quadratic'

/** Two raters' labels of the same items; scale: all possible labels, in order, including those that nobody gave. */
export type RatedPairs = {
  readonly first: readonly (string | number)[]
  readonly second: readonly (string | number)[]
  readonly scale: readonly (string | number)[]
}

/** Interval: normal, at `level`, not clipped to [-1, 1]. standardErrorNull: if the true kappa is 0. */
export type Kappa = {
  readonly n: number
  readonly kappa: number | null
  readonly standardError: number | null
  readonly standardErrorNull: number | null
  readonly low: number | null
  readonly high: number | null
  readonly reason: string | null
}

/**
 * Cohen's kappa (1960, 1968) with the standard errors of Fleiss, Cohen and Everitt (1969); agrees with scikit-learn and
 * statsmodels. Throws if a label is not on the scale or the raters rated different numbers of items.
 */
export function cohenKappa(pairs: RatedPairs, weights: KappaWeights, level: number): Kappa {
  const n = pairs.first.length
  const none = { kappa: null, standardError: null, standardErrorNull: null, low: null, high: null }
  const shares = jointShares(pairs)
  if (n === 0) return { n, ...none, reason: 'no items were rated twice' }
  const size = pairs.scale.length
  const cells = Array.from({ length: size * size }, (_, at) => [Math.floor(at / size), at % size] as const)
  const rows = pairs.scale.map((_, i) => exactSum(shares[i]!))
  const columns = pairs.scale.map((_, j) => exactSum(shares.map((row) => row[j]!)))
  const weight = (i: number, j: number) => agreementWeight(weights, i, j, size)
  const observed = exactSum(cells.map(([i, j]) => shares[i]![j]! * weight(i, j)))
  const expected = exactSum(cells.map(([i, j]) => rows[i]! * columns[j]! * weight(i, j)))
  if (1 - expected < 1e-12) return { n, ...none, reason: 'both raters gave the same label to all items' }
  const kappa = (observed - expected) / (1 - expected)
  const rowWeights = pairs.scale.map((_, i) => exactSum(columns.map((share, j) => share * weight(i, j))))
  const columnWeights = pairs.scale.map((_, j) => exactSum(rows.map((share, i) => share * weight(i, j))))
  const error = (share: (i: number, j: number) => number, k: number) => {
    const squares = cells.map(
      ([i, j]) => share(i, j) * (weight(i, j) - (rowWeights[i]! + columnWeights[j]!) * (1 - k)) ** 2,
    )
    const variance = (exactSum(squares) - (k - expected * (1 - k)) ** 2) / (n * (1 - expected) ** 2)
    return Math.sqrt(Math.max(0, variance))
  }
  const standardError = error((i, j) => shares[i]![j]!, kappa)
  const half = normalQuantile((1 + level) / 2) * standardError
  const standardErrorNull = error((i, j) => rows[i]! * columns[j]!, 0)
  return { n, kappa, standardError, standardErrorNull, low: kappa - half, high: kappa + half, reason: null }
}

function jointShares({ first, second, scale }: RatedPairs): number[][] {
  if (first.length !== second.length)
    throw new Error(`expected as many labels of both raters, found ${first.length} and ${second.length}`)
  const place = new Map(scale.map((label, i) => [label, i]))
  const shares = scale.map(() => scale.map(() => 0))
  for (const [item, label] of first.entries()) {
    const [i, j] = [place.get(label), place.get(second[item]!)]
    if (i === undefined || j === undefined)
      throw new Error(`expected labels of the scale, found another at item ${item + 1}`)
    shares[i]![j]! += 1
  }
  return shares.map((row) => row.map((count) => count / first.length))
}

function agreementWeight(weights: KappaWeights, i: number, j: number, size: number): number {
  if (i === j) return 1
  if (weights === 'none') return 0
  const distance = Math.abs(i - j) / (size - 1)
  return 1 - (weights === 'linear' ? distance : distance * distance)
}
