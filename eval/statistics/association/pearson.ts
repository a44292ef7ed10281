import { normalQuantile } from '../distributions/normal.js'
import { studentCdf } from '../distributions/student-t.js'
import { exactSum } from '../sums/exact-sum.js'
import { meanOf } from '../sums/moments.js'
import { averageRanks } from '../sums/ranks.js'
import { magnitudeOf, spreadOf } from '../sums/spread.js'

/** A coefficient from -1 to 1 with p, two-sided and for a positive one. Null where there is none: see `reason`. */
export type Correlation = {
  readonly n: number
  readonly r: number | null
  readonly p: number | null
  readonly pGreater: number | null
  readonly reason: string | null
}

/** Pearson's r, p by t with n - 2 degrees of freedom (1 at n = 2); agrees with scipy.stats.pearsonr. */
export function pearson(x: readonly number[], y: readonly number[]): Correlation {
  const n = lengthOf(x, y)
  const none = { n, r: null, p: null, pGreater: null }
  if (n < 2) return { ...none, reason: 'fewer than 2 pairs' }
  if (![...x, ...y].every(Number.isFinite)) return { ...none, reason: 'a value is not a finite number' }
  const spreads = [x, y].map((values) => spreadOf(values, magnitudeOf(values)))
  if (spreads.includes('none')) return { ...none, reason: 'one side is constant' }
  if (spreads.includes('rounding')) return { ...none, reason: 'one side varies by rounding only' }
  const r = coefficient(x, y)
  if (n === 2) return { n, r: Math.sign(r), p: 1, pGreater: 1, reason: null }
  return { n, r, ...studentTest(r, n), reason: null }
}

/** Spearman's rho: Pearson's r of average ranks, p by t with n - 2 degrees of freedom; as scipy.stats.spearmanr. */
export function spearman(x: readonly number[], y: readonly number[]): Correlation {
  const n = lengthOf(x, y)
  const none = { n, r: null, p: null, pGreater: null }
  if (n < 2) return { ...none, reason: 'fewer than 2 pairs' }
  if ([...x, ...y].some(Number.isNaN)) return { ...none, reason: 'a value is not a number' }
  const [rankX, rankY] = [averageRanks(x).ranks, averageRanks(y).ranks]
  if ([rankX, rankY].some((ranks) => ranks.every((rank) => rank === ranks[0])))
    return { ...none, reason: 'one side is constant' }
  const r = coefficient(rankX, rankY)
  if (n === 2) return { ...none, r, reason: '2 pairs have no test' }
  return { n, r, ...studentTest(r, n), reason: null }
}

/** Fisher's z interval of Pearson's r; the whole of [-1, 1] below 4 pairs. */
export function fisherInterval(r: number, n: number, level: number): { low: number; high: number } {
  if (n < 4) return { low: -1, high: 1 }
  const half = normalQuantile((1 + level) / 2) / Math.sqrt(n - 3)
  return { low: Math.tanh(Math.atanh(r) - half), high: Math.tanh(Math.atanh(r) + half) }
}

function lengthOf(x: readonly number[], y: readonly number[]): number {
  if (x.length === y.length) return x.length
  throw new Error(`expected as many values on both sides, found ${x.length} and ${y.length}`)
}

function coefficient(x: readonly number[], y: readonly number[]): number {
  const centred = (values: readonly number[]) => {
    const mean = meanOf(values)
    return values.map((value) => value - mean)
  }
  const [u, v] = [centred(x), centred(y)]
  const product = (a: readonly number[], b: readonly number[]) => exactSum(a.map((value, i) => value * b[i]!))
  return Math.max(-1, Math.min(1, product(u, v) / Math.sqrt(product(u, u) * product(v, v))))
}

function studentTest(r: number, n: number) {
  const t = r * Math.sqrt((n - 2) / ((1 - r) * (1 + r)))
  return { p: 2 * studentCdf(-Math.abs(t), n - 2), pGreater: studentCdf(-t, n - 2) }
}
