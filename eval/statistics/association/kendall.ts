import { logGamma } from '../distributions/log-gamma.js'
import { normalCdf } from '../distributions/normal.js'
import { exactSum } from '../sums/exact-sum.js'
import { averageRanks } from '../sums/ranks.js'

/**
 * auto: exact if there are no ties and n <= 33, or at most one pair is concordant, or at most one discordant; otherwise the normal
 * approximation.
 */
export type KendallMethod = 'auto' | 'exact' | 'asymptotic'

/** tauB corrects for ties, tauC (Stuart) for tables that are not square. Null if there is none: see `reason`. */
export type Kendall = {
  readonly n: number
  readonly tauB: number | null
  readonly tauC: number | null
  readonly p: number | null
  readonly pGreater: number | null
  readonly pLess: number | null
  readonly reason: string | null
}

/** Kendall's tau with its test; agrees with scipy.stats.kendalltau. Only the order of the values counts. */
export function kendall(x: readonly number[], y: readonly number[], method: KendallMethod): Kendall {
  if (x.length !== y.length)
    throw new Error(`expected as many values on both sides, found ${x.length} and ${y.length}`)
  const n = x.length
  const none = { n, tauB: null, tauC: null, p: null, pGreater: null, pLess: null }
  if (n < 2) return { ...none, reason: 'fewer than 2 pairs' }
  if ([...x, ...y].some(Number.isNaN)) return { ...none, reason: 'a value is not a number' }
  const [tiesX, tiesY] = [averageRanks(x).ties, averageRanks(y).ties]
  const all = (n * (n - 1)) / 2
  const tied = (ties: readonly number[]) => exactSum(ties.map((t) => (t * (t - 1)) / 2))
  if (tied(tiesX) === all || tied(tiesY) === all) return { ...none, reason: 'one side is constant' }
  const { concordant, discordant } = countPairs(x, y)
  const score = concordant - discordant
  const least = Math.min(new Set(x).size, new Set(y).size)
  const taus = {
    tauB: score / Math.sqrt((all - tied(tiesX)) * (all - tied(tiesY))),
    tauC: (2 * score) / ((n * n * (least - 1)) / least),
  }
  const hasTies = tiesX.length + tiesY.length > 0
  const isExact =
    method === 'exact' ||
    (method === 'auto' && !hasTies && (n <= 33 || Math.min(concordant, discordant) <= 1))
  if (isExact && hasTies) return { ...none, ...taus, reason: 'ties have no exact test' }
  if (!isExact && n < 3) return { ...none, ...taus, reason: 'fewer than 3 pairs have no normal test' }
  return {
    ...none,
    ...taus,
    ...(isExact ? exactTest(discordant, n) : normalTest(score, n, [tiesX, tiesY])),
    reason: null,
  }
}

function countPairs(x: readonly number[], y: readonly number[]) {
  let concordant = 0
  let discordant = 0
  for (let i = 0; i < x.length; i += 1)
    for (let j = 0; j < i; j += 1) {
      // Compared, not subtracted, since infinite values have an order too.
      const sign = compare(x[i]!, x[j]!) * compare(y[i]!, y[j]!)
      if (sign > 0) concordant += 1
      if (sign < 0) discordant += 1
    }
  return { concordant, discordant }
}

function compare(a: number, b: number): number {
  return Number(a > b) - Number(a < b)
}

/** Shares of the permutations of n that have at most, and at least, this many inversions, counted by Mann's recurrence (1945). */
function exactTest(discordant: number, n: number) {
  const all = (n * (n - 1)) / 2
  const atMost = (inversions: number) => {
    let shares = new Float64Array(inversions + 1)
    shares[0] = 1
    for (let size = 2; size <= n; size += 1) {
      const next = new Float64Array(inversions + 1)
      for (let window = 0, k = 0; k <= inversions; k += 1) {
        window += shares[k]! - (k >= size ? shares[k - size]! : 0)
        // With almost no inversions it is divided at the end, since 1 / n! underflows.
        next[k] = inversions <= 1 ? window : window / size
      }
      shares = next
    }
    const sum = exactSum(shares)
    return Math.min(1, inversions <= 1 ? sum * Math.exp(-logGamma(n + 1)) : sum)
  }
  const pGreater = atMost(discordant)
  const pLess = atMost(all - discordant)
  return { p: Math.min(1, 2 * Math.min(pGreater, pLess)), pGreater, pLess }
}

/** Normal with the variance that ties leave, without continuity correction (Kendall 1970). */
function normalTest(score: number, n: number, ties: readonly [readonly number[], readonly number[]]) {
  const [pairs, triples, cubes] = [
    (t: number) => t * (t - 1),
    (t: number) => t * (t - 1) * (t - 2),
    (t: number) => t * (t - 1) * (2 * t + 5),
  ].map((term) => ties.map((sizes) => exactSum(sizes.map(term))))
  const m = n * (n - 1)
  const variance =
    (cubicTerm(n) - cubes![0]! - cubes![1]!) / 18 +
    (pairs![0]! * pairs![1]!) / (2 * m) +
    (triples![0]! * triples![1]!) / (9 * m * (n - 2))
  const z = score / Math.sqrt(variance)
  return { p: 2 * normalCdf(-Math.abs(z)), pGreater: normalCdf(-z), pLess: normalCdf(z) }
}

function cubicTerm(n: number): number {
  return n * (n - 1) * (2 * n + 5)
}
