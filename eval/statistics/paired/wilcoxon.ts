import { normalCdf } from '../distributions/normal.js'
import { exactSum } from '../sums/exact-sum.js'
import { averageRanks } from '../sums/ranks.js'
import { differencesOf } from './differences.js'

/** What becomes of differences of 0: dropped; ranked, then dropped (Pratt 1959); shared between both signs. */
export type ZeroRule = 'wilcox' | 'pratt' | 'zsplit'

/**
 * auto: exact below 51 differences without ties and zeros; with them all sign vectors up to 13 differences;
 * normal otherwise. `exact` takes the distribution without ties, rounding the statistic against significance.
 */
export type WilcoxonMethod = 'auto' | 'exact' | 'asymptotic'

export type WilcoxonSettings = {
  readonly zeros: ZeroRule
  readonly method: WilcoxonMethod
  readonly isContinuityCorrected: boolean
}

/** statistic: min(W+, W-); positive: W+. z: of W+, null unless by the normal distribution. reason: why there is no p. */
export type Wilcoxon = {
  readonly statistic: number | null
  readonly positive: number | null
  readonly p: number | null
  readonly pGreater: number | null
  readonly pLess: number | null
  readonly z: number | null
  readonly reason: string | null
}

/** Wilcoxon's signed ranks of x - y, average ranks; agrees with scipy.stats.wilcoxon 1.17. */
export function wilcoxon(x: readonly number[], y: readonly number[], settings: WilcoxonSettings): Wilcoxon {
  const { values: differences, spread } = differencesOf(x, y)
  const none = { p: null, pGreater: null, pLess: null, z: null }
  const unranked = (reason: string) => ({ statistic: null, positive: null, ...none, reason })
  if (differences.length === 0) return unranked('no differences')
  if (differences.some(Number.isNaN)) return unranked('a difference is not a number')
  if (spread === 'rounding')
    return unranked('the differences vary by rounding only, so their ranks are noise')
  const ranked = signedRanks(differences, settings.zeros)
  const { positive, negative } = ranked
  const counted = { statistic: Math.min(positive, negative), positive }
  const method = methodFor(differences.length, ranked, settings.method)
  if (method === 'asymptotic') {
    const normal = byNormal(ranked, settings.isContinuityCorrected)
    return normal === null
      ? { ...counted, ...none, reason: 'no difference is other than 0' }
      : { ...counted, ...normal, reason: null }
  }
  const isExact = method === 'exact'
  const whole = Array.from({ length: ranked.count }, (_, i) => i + 1)
  const { below, above } = isExact
    ? tails(whole, Math.ceil(positive), Math.floor(positive))
    : tails(ranked.flipped, positive - ranked.split, positive - ranked.split)
  const p = Math.min(1, 2 * Math.min(below, above))
  return { ...counted, p, pGreater: above, pLess: below, z: null, reason: null }
}

type SignedRanks = {
  readonly positive: number
  readonly negative: number
  readonly flipped: readonly number[]
  readonly split: number
  readonly count: number
  readonly zeros: number
  readonly ties: readonly number[]
  readonly hasTies: boolean
  readonly zeroRule: ZeroRule
}

function signedRanks(differences: readonly number[], zeroRule: ZeroRule): SignedRanks {
  const zeros = differences.filter((value) => value === 0).length
  const kept = zeroRule === 'wilcox' ? differences.filter((value) => value !== 0) : differences
  const { ranks } = averageRanks(kept.map(Math.abs))
  const sumWhere = (test: (value: number) => boolean) => exactSum(ranks.filter((_, i) => test(kept[i]!)))
  const split = zeroRule === 'zsplit' ? sumWhere((value) => value === 0) / 2 : 0
  // Pratt's zeros are no tie: their ranks are dropped from mean and variance.
  const tied = zeroRule === 'zsplit' ? kept : kept.filter((value) => value !== 0)
  const { ties } = averageRanks(tied.map(Math.abs))
  return {
    positive: sumWhere((value) => value > 0) + split,
    negative: sumWhere((value) => value < 0) + split,
    flipped: ranks.filter((_, i) => kept[i] !== 0),
    split,
    count: kept.length,
    zeros,
    ties,
    hasTies: ties.length > 0,
    zeroRule,
  }
}

function methodFor(n: number, ranked: SignedRanks, method: WilcoxonMethod) {
  if (method !== 'auto') return method
  if (n > 50) return 'asymptotic'
  if (!ranked.hasTies && ranked.zeros === 0) return 'exact'
  return n <= 13 ? 'all-signs' : 'asymptotic'
}

function byNormal(ranked: SignedRanks, isCorrected: boolean) {
  const n = ranked.count
  const zeros = ranked.zeroRule === 'pratt' ? ranked.zeros : 0
  const mean = (n * (n + 1) - zeros * (zeros + 1)) / 4
  const squares = (m: number) => m * (m + 1) * (2 * m + 1)
  const tieTerm = exactSum(ranked.ties.map((t) => t ** 3 - t)) / 2
  const deviation = Math.sqrt((squares(n) - squares(zeros) - tieTerm) / 24)
  if (deviation === 0) return null
  const z = (ranked.positive - mean) / deviation
  const shift = isCorrected ? 0.5 / deviation : 0
  const twoSided = z - Math.sign(z) * shift
  const p = Math.min(1, 2 * normalCdf(-Math.abs(twoSided)))
  return { z: twoSided, p, pGreater: normalCdf(shift - z), pLess: normalCdf(z + shift) }
}

/** P(W+ <= below) and P(W+ >= above) over all signs of the ranks, by counting sums of doubled ranks. */
function tails(ranks: readonly number[], below: number, above: number) {
  const doubled = ranks.map((rank) => Math.round(2 * rank))
  const total = doubled.reduce((sum, rank) => sum + rank, 0)
  const chances = new Float64Array(total + 1)
  chances[0] = 1
  for (const rank of doubled)
    for (let sum = total; sum >= 0; sum -= 1)
      chances[sum] = (chances[sum]! + (sum >= rank ? chances[sum - rank]! : 0)) / 2
  const share = (from: number, to: number) =>
    Math.min(1, exactSum(chances.subarray(Math.max(0, Math.round(from)), Math.round(to) + 1)))
  return { below: share(0, 2 * below), above: share(2 * above, total) }
}
