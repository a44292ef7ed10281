import { type SignFlips, signFlipTest } from '../paired/sign-flips.js'
import { type BootstrapSettings, bootstrapMeans, type Estimate } from '../resampling/bootstrap.js'
import { meanOf } from '../sums/moments.js'
import type { RepeatedValues } from './repeated-values.js'

/** difference: odd less even repeats. perHalf: repeats in each half. left: instructions without a score in both halves. */
export type AaContrast = {
  readonly difference: Estimate | null
  readonly test: SignFlips | null
  readonly perHalf: number
  readonly left: number
  readonly reason: string | null
}

/**
 * One arm against itself: the odd repeats of each instruction against the even ones, tested like two arms. The true difference is
 * 0, so an interval far from 0 means that the repeats are not exchangeable: a model or a server that changed meanwhile,
 * or a cache that was filled by the first. If their number is odd, the last repeat is not used.
 */
export function aaContrast(
  instructions: readonly RepeatedValues[],
  settings: BootstrapSettings & { readonly draws: number },
): AaContrast {
  const repeats = instructions.reduce((most, { values }) => Math.max(most, values.length), 0)
  const perHalf = Math.floor(repeats / 2)
  const half = (values: RepeatedValues['values'], first: number) =>
    values.slice(0, 2 * perHalf).filter((value, i) => i % 2 === first && value !== null) as number[]
  const differences = instructions.flatMap(({ cluster, values }) => {
    const [odd, even] = [half(values, 0), half(values, 1)]
    if (odd.length === 0 || even.length === 0) return []
    return [{ cluster, value: meanOf(odd) - meanOf(even) }]
  })
  const left = instructions.length - differences.length
  const none = { difference: null, test: null, perHalf, left }
  if (perHalf === 0) return { ...none, reason: 'fewer than 2 repeats' }
  if (differences.length === 0) return { ...none, reason: 'no instruction is scored in both halves' }
  const { seed, draws } = settings
  return {
    difference: bootstrapMeans([differences], settings)[0]!,
    test: signFlipTest(differences, { weighting: 'items', seed, draws }),
    perHalf,
    left,
    reason: null,
  }
}
