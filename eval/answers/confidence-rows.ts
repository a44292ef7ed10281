import { groupBy } from '../../base/group-by.js'
import { discrimination } from '../statistics/association/auroc.js'
import {
  aurc,
  aurcInterval,
  type ConfidentValue,
  type RiskPoint,
  riskCoverage,
} from '../statistics/association/risk-coverage.js'
import type { BootstrapSettings } from '../statistics/resampling/bootstrap.js'
import type { Interval } from '../statistics/resampling/bootstrap-interval.js'

/** An answer that states a confidence and of which it is known whether it is right; abstentions are none. */
export type ConfidentAnswer = {
  readonly strategy: string
  readonly budget: number | null
  readonly generator: string
  readonly patientId: string
  readonly confidence: number
  readonly isRight: boolean
}

/** How well the confidence of an arm tells right answers from wrong ones. `wrong`: share of wrong answers; `curve`: at each confidence. */
export type ConfidenceRow = Pick<ConfidentAnswer, 'strategy' | 'budget' | 'generator'> & {
  readonly answers: number
  readonly patients: number
  readonly wrong: number
  readonly aurc: number
  readonly interval: Interval | null
  /** Null if all answers are right or all are wrong. */
  readonly auroc: number | null
  readonly curve: readonly RiskPoint[]
}

/** One row per arm that has such answers, in the order in which arms first occur. */
export function confidenceRows(
  answers: readonly ConfidentAnswer[],
  settings: BootstrapSettings,
): ConfidenceRow[] {
  const arms = groupBy(answers, ({ strategy, budget, generator }) =>
    JSON.stringify([strategy, budget, generator]),
  )
  return [...arms.values()].map((own) => {
    const { strategy, budget, generator } = own[0]!
    const values = own.map(
      ({ patientId, confidence, isRight }): ConfidentValue => ({
        cluster: patientId,
        confidence,
        value: isRight ? 0 : 1,
      }),
    )
    const { auroc } = discrimination(
      own.map(({ isRight }) => isRight),
      own.map(({ confidence }) => confidence),
    )
    return {
      ...{ strategy, budget, generator },
      answers: own.length,
      patients: new Set(own.map(({ patientId }) => patientId)).size,
      wrong: own.filter(({ isRight }) => !isRight).length / own.length,
      aurc: aurc(values)!,
      interval: aurcInterval(values, settings),
      auroc,
      curve: riskCoverage(values),
    }
  })
}
