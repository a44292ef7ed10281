import { seededFill } from '../../../base/random.js'
import { type ClusteredValue, clusterSums } from '../resampling/bootstrap.js'
import { exactSum } from '../sums/exact-sum.js'

/** items: the mean of all items; clusters: the mean of the clusters' means. */
export type FlipWeighting = 'items' | 'clusters'

/** draws: how many random sign vectors to draw if there are more than 2^16 in all. */
export type FlipSettings = {
  readonly weighting: FlipWeighting
  readonly seed: number
  readonly draws: number
}

/**
 * Sign-flip test of paired differences. arrangements: how many sign vectors p is a share of, all of them if isExact. pMid counts
 * half of those exactly as extreme as the observed one: p is conservative if differences are -1, 0 and 1; pMid is less so, but
 * without guarantee. `pGreater`: for a mean above 0. p is null without clusters, and `reason` says so. Exact p is never below 2 /
 * 2^clusters: below 6 clusters nothing reaches .05.
 */
export type SignFlips = {
  readonly clusters: number
  readonly observed: number | null
  readonly isExact: boolean
  readonly arrangements: number
  readonly p: number | null
  readonly pMid: number | null
  readonly pGreater: number | null
  readonly pLess: number | null
  readonly reason: string | null
}

type FlipP = { readonly p: number; readonly pMid: number; readonly pGreater: number; readonly pLess: number }

const MOST_EXACT_CLUSTERS = 16

/**
 * Permutation test that both arms are exchangeable within a patient: all differences of a cluster change sign together. Exact with
 * few clusters; otherwise p = (count + 1) / (draws + 1) over seeded random sign vectors, the observed one counted (Phipson and
 * Smyth 2010).
 */
export function signFlipTest(differences: readonly ClusteredValue[], settings: FlipSettings): SignFlips {
  const { sums, counts } = clusterSums(differences)
  const size = sums.length
  const bare = { clusters: size, observed: null, p: null, pMid: null, pGreater: null, pLess: null }
  if (size === 0) return { ...bare, isExact: true, arrangements: 0, reason: 'no differences' }
  const parts = sums.map((sum, g) =>
    settings.weighting === 'items' ? sum / differences.length : sum / counts[g]! / size,
  )
  const isExact = size <= MOST_EXACT_CLUSTERS
  const flipped = isExact ? allFlips(parts) : randomFlips(parts, settings)
  const found = flipPValues(parts, flipped, isExact)
  const arrangements = flipped.length + (isExact ? 0 : 1)
  return { clusters: size, observed: exactSum(parts), isExact, arrangements, ...found, reason: null }
}

/** p of the sum of parts among its flipped values; equal within rounding counts as equal, as in scipy. */
export function flipPValues(parts: Float64Array, flipped: Float64Array, isExact: boolean): FlipP {
  const observed = exactSum(parts)
  const tolerance = 1e-14 * Math.max(1, exactSum(parts.map(Math.abs)))
  let [extreme, equal, above, below] = [0, 0, 0, 0]
  for (const value of flipped) {
    const excess = Math.abs(value) - Math.abs(observed)
    if (excess >= -tolerance) extreme += 1
    if (Math.abs(excess) <= tolerance) equal += 1
    if (value >= observed - tolerance) above += 1
    if (value <= observed + tolerance) below += 1
  }
  const share = (count: number) => (isExact ? count / flipped.length : (count + 1) / (flipped.length + 1))
  return {
    p: share(extreme),
    pMid: share(extreme) - share(equal) / 2,
    pGreater: share(above),
    pLess: share(below),
  }
}

function allFlips(parts: Float64Array): Float64Array {
  const tables = flipTables(parts)
  const flipped = new Float64Array(2 ** parts.length)
  for (const [t, table] of tables.entries())
    for (let signs = 0; signs < flipped.length; signs += 1)
      flipped[signs]! += table[(signs >> (8 * t)) & 255]!
  return flipped
}

function randomFlips(parts: Float64Array, settings: FlipSettings): Float64Array {
  const tables = flipTables(parts)
  const wordsPerDraw = Math.ceil(tables.length / 4)
  const words = signWords(settings.draws * wordsPerDraw, settings.seed)
  const flipped = new Float64Array(settings.draws)
  for (let draw = 0; draw < flipped.length; draw += 1) {
    const start = draw * wordsPerDraw
    let sum = 0
    for (let t = 0; t < tables.length; t += 1)
      sum += tables[t]![(words[start + (t >> 2)]! >>> (8 * (t & 3))) & 255]!
    flipped[draw] = sum
  }
  return flipped
}

let lastWords: { readonly seed: number; readonly words: Uint32Array } | null = null

/** Random signs, 32 per word. The last ones are kept: most tests of a report have the same seed and about as many patients. */
function signWords(count: number, seed: number): Uint32Array {
  if (lastWords?.seed !== seed || lastWords.words.length < count) {
    const words = new Uint32Array(count)
    seededFill(seed)(words, 2 ** 32)
    lastWords = { seed, words }
  }
  return lastWords.words
}

/** For eight parts at a time their sums under all 256 signs, so that a flipped sum takes an eighth of the terms. */
function flipTables(parts: Float64Array): Float64Array[] {
  return Array.from({ length: Math.ceil(parts.length / 8) }, (_, t) => {
    const table = new Float64Array(256)
    for (const [bit, part] of parts.subarray(8 * t, 8 * t + 8).entries())
      for (let signs = 0; signs < 256; signs += 1) table[signs]! += (signs >> bit) & 1 ? -part : part
    return table
  })
}
