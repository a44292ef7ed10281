import { type BootstrapSettings, bootstrapMeans, type Estimate } from '../resampling/bootstrap.js'
import { type AgreementFigure, overPatients } from '../resampling/leave-patient-out.js'
import { meanOf, varianceOf } from '../sums/moments.js'
import { type RepeatedValues, type ScoredRepeats, scoredRepeats } from './repeated-values.js'

/**
 * How alike the repeats of an instruction are. share: of values that are 0 or 1, pairs: the share of pairs of repeats that
 * agree, all: of instructions whose repeats all agree. icc: of other values, the correlation of two repeats, ICC(1,1).
 */
export type RepeatAgreement =
  | { readonly kind: 'share'; readonly pairs: Estimate; readonly all: Estimate }
  | { readonly kind: 'icc'; readonly icc: AgreementFigure }
  | { readonly kind: 'none'; readonly reason: string }

/**
 * Agreement between the repeats of the same instruction; an instruction counts once, whatever number of repeats it has. Instructions
 * with fewer than two scored repeats do not count. Intervals are over patients: shares by the bootstrap, the ICC by the jackknife.
 */
export function repeatAgreement(
  instructions: readonly RepeatedValues[],
  settings: BootstrapSettings,
): RepeatAgreement {
  const repeated = scoredRepeats(instructions).filter(({ values }) => values.length >= 2)
  if (repeated.length === 0) return { kind: 'none', reason: 'no instruction has two scored repeats' }
  const isBinary = repeated.every(({ values }) => values.every((value) => value === 0 || value === 1))
  if (!isBinary) {
    const items = repeated.map((one) => ({ ...one, patientId: one.cluster }))
    return { kind: 'icc', icc: overPatients(iccOf, items) }
  }
  const [pairs, all] = bootstrapMeans(
    [
      repeated.map(({ cluster, values }) => ({ cluster, value: sharePairs(values) })),
      repeated.map(({ cluster, values }) => ({ cluster, value: Number(new Set(values).size === 1) })),
    ],
    settings,
  )
  return { kind: 'share', pairs: pairs!, all: all! }
}

/** Of 0 and 1: the share of pairs that are equal. */
function sharePairs(values: readonly number[]): number {
  const ones = values.filter((value) => value === 1).length
  const zeros = values.length - ones
  return (ones * (ones - 1) + zeros * (zeros - 1)) / (values.length * (values.length - 1))
}

/** Unlike a variance component, not clipped: below 0 if repeats of an instruction differ more than instructions do. */
function iccOf(items: readonly ScoredRepeats[]): number | { readonly reason: string } {
  if (items.length < 2) return { reason: 'fewer than 2 instructions have two scored repeats' }
  const within = meanOf(items.map(({ values }) => varianceOf(values)))
  const ofMeans = within * meanOf(items.map(({ values }) => 1 / values.length))
  const between = varianceOf(items.map(({ values }) => meanOf(values))) - ofMeans
  const total = between + within
  if (!(total > 0)) return { reason: 'the values do not vary' }
  return between / total
}
