import type { Unscored } from '../measured/measured-item.js'
import { cohenKappa } from '../statistics/agreement/cohen-kappa.js'
import { intraclassCorrelations } from '../statistics/agreement/icc.js'
import { type AgreementFigure, overPatients } from '../statistics/resampling/leave-patient-out.js'
import { tauOfGrades } from './tau-of-grades.js'

/** One response that a person and the jury have both graded on one scale. */
export type LabelledPair = { readonly patientId: string; readonly person: number; readonly jury: number }

/** How far people who labeled the same responses agree with each other. */
export type PeopleAgreement = {
  readonly criterion: string
  readonly n: number
  readonly patients: number
  /** Cohen's kappa, the jury's grade rounded to one on the scale; with quadratic weights if the scale has more than two grades. */
  readonly kappa: AgreementFigure
  /** Kendall's tau-b. */
  readonly tau: AgreementFigure
  /** ICC(2,1): raters at random, absolute agreement, one rating. */
  readonly icc: AgreementFigure
}

const LEVEL = 0.95

type PairStatistic = (pairs: readonly LabelledPair[]) => number | Unscored

/**
 * How well a jury agrees with people over the same responses, with intervals over patients.
 * @param scale all possible grades, in order
 */
export function agreementWithPeople(
  criterion: string,
  pairs: readonly LabelledPair[],
  scale: readonly number[],
): PeopleAgreement {
  const figure = (statistic: PairStatistic) => overPatients(statistic, pairs)
  return {
    criterion,
    n: pairs.length,
    patients: new Set(pairs.map(({ patientId }) => patientId)).size,
    kappa: figure((some) => kappaOf(some, scale)),
    tau: figure(tauOf),
    icc: figure(iccOf),
  }
}

function kappaOf(pairs: readonly LabelledPair[], scale: readonly number[]): number | Unscored {
  const nearest = (grade: number) =>
    scale.reduce((best, one) => (Math.abs(one - grade) <= Math.abs(best - grade) ? one : best))
  const rated = {
    first: pairs.map(({ person }) => person),
    second: pairs.map(({ jury }) => nearest(jury)),
    scale,
  }
  const { kappa, reason } = cohenKappa(rated, scale.length > 2 ? 'quadratic' : 'none', LEVEL)
  return orReason(kappa, reason)
}

function tauOf(pairs: readonly LabelledPair[]): number | Unscored {
  return tauOfGrades(
    pairs.map(({ person }) => person),
    pairs.map(({ jury }) => jury),
  )
}

function iccOf(pairs: readonly LabelledPair[]): number | Unscored {
  const all = intraclassCorrelations(
    pairs.map(({ person, jury }) => [person, jury]),
    LEVEL,
  )
  const icc = all.find(({ form }) => form === 'ICC(2,1)')
  return icc === undefined ? { reason: 'fewer than 5 ratings' } : orReason(icc.value, icc.reason)
}

function orReason(value: number | null, reason: string | null): number | Unscored {
  return value ?? { reason: reason ?? 'not defined here' }
}
