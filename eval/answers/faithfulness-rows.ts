import { groupBy } from '../../base/group-by.js'
import { type BootstrapSettings, bootstrapMeans, type Estimate } from '../statistics/resampling/bootstrap.js'
import type { ClaimCounts } from './faithfulness-measures.js'

/** The way in which claims are looked for: in what was shown or in the references by words, or by the jury in what was shown. */
export const CHECKS = ['context', 'references', 'jury'] as const
export type Check = (typeof CHECKS)[number]

/** The claims of one answer to one instruction in one arm; null where a check could not be made. */
export type AnswerClaims = Readonly<Record<Check, ClaimCounts | null>> & {
  readonly strategy: string
  readonly budget: number | null
  readonly generator: string
  readonly patientId: string
}

/**
 * Unsupported claims of an arm. `answers`: how many make a claim that could be looked for; `perAnswer`: mean number of unsupported
 * claims of these; `perClaim`: their share of all claims.
 */
export type FaithfulnessRow = Pick<AnswerClaims, 'strategy' | 'budget' | 'generator'> &
  Readonly<
    Record<
      Check,
      {
        readonly answers: number
        readonly claims: number
        readonly perAnswer: Estimate
        readonly perClaim: Estimate
      }
    >
  >

/** One row per arm, in the order in which arms first occur, with intervals over patients. */
export function faithfulnessRows(
  answers: readonly AnswerClaims[],
  settings: BootstrapSettings,
): FaithfulnessRow[] {
  const arms = [
    ...groupBy(answers, ({ strategy, budget, generator }) =>
      JSON.stringify([strategy, budget, generator]),
    ).values(),
  ]
  const checks = arms.flatMap((own) => CHECKS.map((check) => claimsOf(own, check)))
  const perAnswer = bootstrapMeans(
    checks.map((own) => own.map(({ cluster, unsupported }) => ({ cluster, value: unsupported }))),
    settings,
  )
  const perClaim = bootstrapMeans(
    checks.map((own) =>
      own.flatMap(({ cluster, claims, unsupported }) =>
        Array.from({ length: claims }, () => ({ cluster, value: unsupported / claims })),
      ),
    ),
    settings,
  )
  return arms.map((own, a) => {
    const [first] = own
    const found = CHECKS.map((check, c) => {
      const at = a * CHECKS.length + c
      const claims = checks[at]!.reduce((sum, one) => sum + one.claims, 0)
      return [
        check,
        { answers: checks[at]!.length, claims, perAnswer: perAnswer[at]!, perClaim: perClaim[at]! },
      ]
    })
    return {
      strategy: first!.strategy,
      budget: first!.budget,
      generator: first!.generator,
      ...(Object.fromEntries(found) as Pick<FaithfulnessRow, Check>),
    }
  })
}

function claimsOf(answers: readonly AnswerClaims[], check: Check) {
  return answers.flatMap(({ patientId, [check]: counts }) =>
    counts === null || counts.claims === 0 ? [] : [{ cluster: patientId, ...counts }],
  )
}
