import { groupBy } from '../../../base/group-by.js'
import { type LabelsNeeded, labelsNeeded } from '../../statistics/labels/labels-needed.js'
import { type PredictionPowered, predictionPoweredMean } from '../../statistics/labels/prediction-powered.js'
import {
  type PredictionPoweredDifference,
  predictionPoweredDifference,
} from '../../statistics/labels/prediction-powered-difference.js'
import { type Baseline, baselineOf } from '../arms/baseline.js'
import { armKey, type PlanArm } from '../value-table.js'

/** An answer that the jury graded. `repeat`: from 0. `label`: the mean of people's labels on the same scale; null if nobody labeled it. */
export type JudgedAnswer = {
  readonly arm: PlanArm
  readonly instructionId: string
  readonly patientId: string
  readonly repeat: number
  readonly judge: number
  readonly label: number | null
}

/** An arm minus its baseline, as people would have graded both. */
export type CorrectedDifference = PredictionPoweredDifference & { readonly baseline: PlanArm }

/** The grades of one arm, corrected by people's labels. `difference`: null if the arm has no baseline. */
export type CorrectedArm = PlanArm & {
  readonly mean: PredictionPowered
  readonly needed: LabelsNeeded
  readonly difference: CorrectedDifference | null
}

/** One criterion of the jury. `halfWidth`: the precision that `needed` plans for, in the unit of the grades. */
export type CorrectedJudge = {
  readonly measure: string
  readonly halfWidth: number
  readonly arms: readonly CorrectedArm[]
}

/** How grades are corrected. `level`: of the intervals. */
export type CorrectionSettings = {
  readonly measure: string
  readonly arms: readonly PlanArm[]
  readonly baseline: Baseline | null
  readonly halfWidth: number
  readonly level: number
}

/** Means and differences of all arms as people would have graded them; null if people labeled no answer that the jury graded. */
export function correctedJudge(
  answers: readonly JudgedAnswer[],
  { measure, arms, baseline, halfWidth, level }: CorrectionSettings,
): CorrectedJudge | null {
  if (answers.every(({ label }) => label === null)) return null
  const settings = { tuning: 'tuned' as const, level }
  const byArm = groupBy(answers, ({ arm }) => armKey(arm))
  const answersOf = (arm: PlanArm) => byArm.get(armKey(arm)) ?? []
  const corrected = arms
    .filter((arm) => answersOf(arm).length > 0)
    .map((arm) => {
      const own = answersOf(arm)
      const mean = predictionPoweredMean(
        own.map(({ patientId, judge, label }) => ({ cluster: patientId, judge, label })),
        settings,
      )
      const other = baselineOf(arm, baseline, arms)
      const difference =
        other === null
          ? null
          : {
              ...predictionPoweredDifference(pairsOf(own, answersOf(other)), settings),
              baseline: other,
            }
      return { ...arm, mean, needed: labelsNeeded(mean, halfWidth), difference }
    })
  return { measure, halfWidth, arms: corrected }
}

/** The answers of two arms to the same instruction, repeat by repeat. */
function pairsOf(own: readonly JudgedAnswer[], others: readonly JudgedAnswer[]) {
  const keyOf = ({ instructionId, repeat }: JudgedAnswer) => JSON.stringify([instructionId, repeat])
  const found = new Map(others.map((answer) => [keyOf(answer), answer]))
  return own.flatMap((first) => {
    const second = found.get(keyOf(first))
    return second === undefined ? [] : [{ cluster: first.patientId, first, second }]
  })
}
