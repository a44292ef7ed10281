import type { JudgeGrade } from '../measured/measured-item.js'
import { krippendorffAlpha } from '../statistics/agreement/krippendorff-alpha.js'

/** How well judges agree with each other: `alpha` is null if and only if `reason` says why. */
export type JuryAgreement = {
  readonly criterion: string
  /** Responses that two judges or more have graded. */
  readonly responses: number
  readonly alpha: number | null
  readonly reason: string | null
}

/**
 * Krippendorff's alpha over responses: nominal for two grades, interval for more, as a mean of grades also assumes.
 * @param graded for each response the grades of all judges, always in the same order
 */
export function juryAgreement(
  criterion: string,
  graded: readonly (readonly JudgeGrade[])[],
  isBinary: boolean,
): JuryAgreement {
  const judges = graded[0]?.length ?? 0
  const responses = graded.filter((grades) => grades.filter(({ grade }) => grade !== null).length >= 2).length
  if (judges < 2) return { criterion, responses, alpha: null, reason: 'there is one judge' }
  const ratings = Array.from({ length: judges }, (_, j) => graded.map((grades) => grades[j]!.grade))
  const { value, reason } = krippendorffAlpha(ratings, isBinary ? 'nominal' : 'interval')
  return { criterion, responses, alpha: value, reason }
}
