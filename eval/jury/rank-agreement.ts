import { groupBy } from '../../base/group-by.js'
import type { Unscored } from '../measured/measured-item.js'
import { kendall } from '../statistics/association/kendall.js'
import { type AgreementFigure, overPatients } from '../statistics/resampling/leave-patient-out.js'

/** One response to an instruction that a person has ranked among others, 1 the best, and a jury has graded. */
export type RankedResponse = {
  readonly instructionId: string
  readonly patientId: string
  readonly rank: number
  readonly jury: number
}

/** How far a jury orders responses as people do. */
export type RankAgreement = {
  readonly criterion: string
  /** Instructions with two or more responses of different rank and grade; others have no order to agree on. */
  readonly instructions: number
  readonly patients: number
  /** Mean over those instructions. */
  readonly tau: AgreementFigure
}

/**
 * Whether a jury orders the responses to one instruction as people do: Kendall's tau-b within each instruction, averaged, as
 * MedAlign (Fleming et al. 2024) compares automatic measures with clinicians' rankings.
 */
export function rankAgreement(criterion: string, ranked: readonly RankedResponse[]): RankAgreement {
  const instructions = [...groupBy(ranked, ({ instructionId }) => instructionId).values()].flatMap(
    (responses) => {
      const { tauB } = kendall(
        responses.map(({ rank }) => -rank),
        responses.map(({ jury }) => jury),
        'asymptotic',
      )
      return tauB === null ? [] : [{ patientId: responses[0]!.patientId, tau: tauB }]
    },
  )
  const mean = (taus: readonly { readonly tau: number }[]): number | Unscored =>
    taus.length === 0
      ? { reason: 'no instruction is left' }
      : taus.reduce((sum, { tau }) => sum + tau, 0) / taus.length
  return {
    criterion,
    instructions: instructions.length,
    patients: new Set(instructions.map(({ patientId }) => patientId)).size,
    tau:
      instructions.length === 0
        ? {
            value: null,
            low: null,
            high: null,
            reason: 'no instruction has responses of different rank and grade',
          }
        : overPatients(mean, instructions),
  }
}
