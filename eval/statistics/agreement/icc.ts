import { fisherQuantile, fisherTails } from '../distributions/fisher-f.js'
import { known } from '../known.js'
import { exactSum } from '../sums/exact-sum.js'
import { meanOf } from '../sums/moments.js'

/** The six of Shrout and Fleiss (1979): raters nested, random or fixed; one rating, or the mean of all k. */
export type IccForm = 'ICC(1,1)' | 'ICC(2,1)' | 'ICC(3,1)' | 'ICC(1,k)' | 'ICC(2,k)' | 'ICC(3,k)'

/** Not clipped: ICC(1) can reach -1/(k-1). A field is null if there is none, and `reason` says why. */
export type Icc = {
  readonly form: IccForm
  readonly value: number | null
  readonly f: number | null
  readonly df1: number
  readonly df2: number
  readonly p: number | null
  readonly low: number | null
  readonly high: number | null
  readonly reason: string | null
}

/**
 * Intraclass correlations of ratings[target][rater] (null: missing, so the target is left out), with F tests and intervals after
 * McGraw and Wong (1996); agrees with pingouin. Empty below 5 ratings.
 */
export function intraclassCorrelations(
  ratings: readonly (readonly (number | null)[])[],
  level: number,
): Icc[] {
  const rows = ratings.filter((row): row is readonly number[] => row.every((value) => value !== null))
  const [n, k] = [rows.length, rows[0]?.length ?? 0]
  if (n * k < 5) return []
  const squares = meanSquares(rows, n, k)
  const isNoise = squares.error > 0 && squares.error <= 1e-12 * Math.max(squares.targets, squares.raters)
  const tail = (1 - level) / 2
  const one = oneWay(squares, { n, k, tail })
  const fixed = consistency(squares, { n, k, tail })
  const random = absolute(squares, { n, k, tail })
  const nested = { f: squares.targets / squares.within, df1: n - 1, df2: n * (k - 1), isNoise: false }
  const crossed = { f: squares.targets / squares.error, df1: n - 1, df2: (n - 1) * (k - 1), isNoise }
  return [
    finish('ICC(1,1)', one.single, nested),
    finish('ICC(2,1)', random.single, crossed),
    finish('ICC(3,1)', fixed.single, crossed),
    finish('ICC(1,k)', one.mean, nested),
    finish('ICC(2,k)', random.mean, crossed),
    finish('ICC(3,k)', fixed.mean, crossed),
  ]
}

type Triple = readonly [value: number, low: number, high: number]
type Shape = { readonly n: number; readonly k: number; readonly tail: number }
type MeanSquares = ReturnType<typeof meanSquares>
type FTest = { readonly f: number; readonly df1: number; readonly df2: number; readonly isNoise: boolean }

function meanSquares(rows: readonly (readonly number[])[], n: number, k: number) {
  const grand = meanOf(rows.flat())
  const targetMeans = rows.map(meanOf)
  const raterMeans = Array.from({ length: k }, (_, j) => meanOf(rows.map((row) => row[j]!)))
  const squared = (values: readonly number[]) => exactSum(values.map((value) => value * value))
  const within = squared(rows.flatMap((row, i) => row.map((value) => value - targetMeans[i]!)))
  const error = squared(
    rows.flatMap((row, i) => row.map((value, j) => value - targetMeans[i]! - raterMeans[j]! + grand)),
  )
  return {
    targets: (k * squared(targetMeans.map((mean) => mean - grand))) / (n - 1),
    raters: (n * squared(raterMeans.map((mean) => mean - grand))) / (k - 1),
    within: within / (n * (k - 1)),
    error: error / ((n - 1) * (k - 1)),
  }
}

function oneWay({ targets, within }: MeanSquares, { n, k, tail }: Shape) {
  const f = targets / within
  return fromF((targets - within) / (targets + (k - 1) * within), (targets - within) / targets, k, [
    f / fisherQuantile(1 - tail, n - 1, n * (k - 1)),
    f * fisherQuantile(1 - tail, n * (k - 1), n - 1),
  ])
}

function consistency({ targets, error }: MeanSquares, { n, k, tail }: Shape) {
  const f = targets / error
  const df2 = (n - 1) * (k - 1)
  return fromF((targets - error) / (targets + (k - 1) * error), (targets - error) / targets, k, [
    f / fisherQuantile(1 - tail, n - 1, df2),
    f * fisherQuantile(1 - tail, df2, n - 1),
  ])
}

function fromF(single: number, mean: number, k: number, [low, high]: readonly [number, number]) {
  return {
    single: [single, (low - 1) / (low + k - 1), (high - 1) / (high + k - 1)] as const,
    mean: [mean, 1 - 1 / low, 1 - 1 / high] as const,
  }
}

function absolute({ targets, raters, error }: MeanSquares, { n, k, tail }: Shape) {
  const single = (targets - error) / (targets + (k - 1) * error + (k * (raters - error)) / n)
  const mean = (targets - error) / (targets + (raters - error) / n)
  const ratio = raters / error
  // Satterthwaite's degrees of freedom for the sum of rater and error variance.
  const own = n * (1 + (k - 1) * single) - k * single
  const df =
    ((k - 1) * (n - 1) * (k * single * ratio + own) ** 2) / ((n - 1) * (k * single * ratio) ** 2 + own ** 2)
  const upper = fisherQuantile(1 - tail, n - 1, df)
  const lower = fisherQuantile(1 - tail, df, n - 1)
  const rest = k * raters + (k * n - k - n) * error
  const low = (n * (targets - upper * error)) / (upper * rest + n * targets)
  const high = (n * (lower * targets - error)) / (rest + n * lower * targets)
  const ofMean = (value: number) => (value * k) / (1 + value * (k - 1))
  return { single: [single, low, high] as const, mean: [mean, ofMean(low), ofMean(high)] as const }
}

function finish(form: IccForm, [value, low, high]: Triple, test: FTest): Icc {
  const finite = (number: number) => (Number.isFinite(number) ? number : null)
  const { f, df1, df2, isNoise } = test
  const none = { f: null, p: null, low: null, high: null }
  if (isNoise)
    return { form, value: finite(value), df1, df2, ...none, reason: 'the error variance is rounding only' }
  const reason = reasonOf(value, test)
  const p = known(fisherTails(f, df1, df2).upper)
  return {
    form,
    value: finite(value),
    f: known(f),
    df1,
    df2,
    p,
    low: finite(low),
    high: finite(high),
    reason,
  }
}

function reasonOf(value: number, { f, df1, df2 }: FTest): string | null {
  if (df1 === 0) return 'only one target was rated'
  if (df2 === 0) return 'there is only one rater'
  if (Number.isNaN(f)) return 'all ratings are equal'
  if (f === Number.POSITIVE_INFINITY) return 'the raters do not disagree'
  return Number.isFinite(value) ? null : 'the targets do not differ'
}
