import { plannedDetectable } from '../../../eval/statistics/design/minimum-detectable.js'
import { neededSize, type WantedFinding } from '../../../eval/statistics/design/sample-size.js'

/**
 * What is assumed about the paired differences of the primary comparison. sd: in points of 100; icc: correlation within a patient;
 * difference: the smallest one of interest, in points; null: only the margin is. from: the earlier experiment whose differences vary so; null: sd
 * and icc were given, or are the usual assumption.
 */
export type Assumed = {
  readonly sd: number
  readonly icc: number
  readonly difference: number | null
  readonly from: string | null
}

/** Assumed before anything is measured. */
export const ASSUMED = { sd: 40, icc: 0.1 } as const

/** The level of the two-sided tests; margins are tested one-sided at half of it. */
export const ALPHA = 0.05

/** Powers for which a plan says what is needed. */
const POWERS = [0.8, 0.9] as const

/** What a finding needs. size: its difference or margin, in points. Null: more than a million patients. */
type Needed = {
  readonly finding: WantedFinding
  readonly size: number
  readonly patients: number | null
  readonly instructions: number | null
}

/** The sizes for one power. detectable: in points; null if no difference of up to 100 points can be detected. */
export type FindingSize = {
  readonly power: number
  readonly detectable: number | null
  readonly needed: readonly Needed[]
}

/** Without the last digits, in which processors differ: they would change the hash of a plan. */
function rounded(points: number): number {
  return Number(points.toFixed(4))
}

type Planned = Assumed & {
  readonly instructions: number
  readonly patients: number
  readonly margin: number | null
}

/**
 * What a number of instructions and patients can detect and, for a difference of interest and for the margin, how many are needed
 * at the same number of instructions per patient. Without a difference of interest it is the margin.
 */
export function plannedSizes({
  instructions,
  patients,
  sd,
  icc,
  difference,
  margin,
}: Planned): FindingSize[] {
  const itemsPerCluster = patients === 0 ? 1 : instructions / patients
  const interest = difference ?? margin
  const wanted: { finding: WantedFinding; size: number }[] = [
    ...(interest === null ? [] : [{ finding: 'difference' as const, size: interest }]),
    ...(margin === null
      ? []
      : [
          { finding: 'non-inferiority' as const, size: margin },
          { finding: 'equivalence' as const, size: margin },
        ]),
  ]
  return POWERS.map((power) => {
    const found = plannedDetectable(
      { clusters: patients, itemsPerCluster, icc, sd },
      { alpha: ALPHA, power, sides: 'two-sided' },
    ).difference
    return {
      power,
      detectable: found !== null && found <= 100 ? rounded(found) : null,
      needed: wanted.map(({ finding, size }) => {
        const need = neededSize({ itemsPerCluster, icc, sd, finding, size }, { alpha: ALPHA, power })
        return { finding, size, patients: need?.clusters ?? null, instructions: need?.items ?? null }
      }),
    }
  })
}
