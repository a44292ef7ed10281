import type { JudgeGrade, Unscored } from '../measured/measured-item.js'

/** The reason of an item that no judge graded. */
export const NOT_GRADED = 'no judge graded the response'

/**
 * Mean of the judges' grades. There is no value unless the whole jury graded: judges differ in how strict they are, so a mean over
 * those that replied would compare arms by which judges were silent.
 */
export function juryMean(grades: readonly JudgeGrade[]): number | Unscored {
  if (grades.length === 0) return { reason: NOT_GRADED }
  const silent = grades.find(({ grade }) => grade === null)
  if (silent !== undefined) return { reason: reasonOf(silent) }
  return grades.reduce((sum, { grade }) => sum + grade!, 0) / grades.length
}

/** The grade that more than half of all judges gave, counting silent ones, whose grades could not change it. A tie has no value. */
export function juryMajority(grades: readonly JudgeGrade[]): number | Unscored {
  if (grades.length === 0) return { reason: NOT_GRADED }
  const votes = new Map<number, number>()
  for (const { grade } of grades) if (grade !== null) votes.set(grade, (votes.get(grade) ?? 0) + 1)
  for (const [grade, count] of votes) if (2 * count > grades.length) return grade
  const silent = grades.find(({ grade }) => grade === null)
  return silent === undefined ? { reason: 'the judges are divided' } : { reason: reasonOf(silent) }
}

function reasonOf({ judge, reason }: JudgeGrade): string {
  return `${judge}: ${reason ?? NOT_GRADED}`
}
