import type { MeasuredItem } from '../../../eval/measured/measured-item.js'
import { declaredModels } from '../../../generators/kinds/declared-generators.js'
import type { ExperimentFile } from '../../experiment/experiment-file.js'
import type { ResultsStore } from '../../results/results-store.js'
import { judgeName } from '../opened-jury.js'
import { gradedText } from './graded-text.js'
import { gradingsOf } from './grading.js'

const NEVER_ASKED = "never asked: run 'chartsift run' to finish"

/**
 * Stored grades of one response, by criterion and in the order of the judges. `context`: what was shown, for criteria that judges
 * grade with it.
 */
export type GradesOf = (
  instructionId: string,
  response: string | null,
  context?: string | null,
) => NonNullable<MeasuredItem['grades']>

/** How many grades judges failed to give, by reason; each reason begins with its judge. */
export function gradeFailures(
  { judges, measures }: ExperimentFile,
  store: ResultsStore,
): { readonly reason: string; readonly count: number }[] {
  const criteria = judges.length === 0 ? [] : gradingsOf(measures).map(({ key }) => key)
  return declaredModels(judges).flatMap((judge) =>
    store.generators
      .last(judgeName(judge))
      .flatMap(({ key, name }) =>
        store.grades
          .failures(key, criteria)
          .map(({ reason, count }) => ({ reason: `${name}: ${reason}`, count })),
      ),
  )
}

/** How many grades the judges gave or failed to give, together. */
export function gradeCount({ judges, measures }: ExperimentFile, store: ResultsStore): number {
  const criteria = judges.length === 0 ? [] : gradingsOf(measures).map(({ key }) => key)
  return declaredModels(judges)
    .flatMap((judge) => store.generators.last(judgeName(judge)))
    .reduce((sum, { key }) => sum + store.grades.count(key, criteria), 0)
}

/** The grades of the jury that a file names, from the last use of each judge. */
export function juryGrades({ judges, measures }: ExperimentFile, store: ResultsStore): GradesOf {
  const jury = declaredModels(judges).map((judge) => {
    const name = judgeName(judge)
    return { name, key: store.generators.last(name)[0]?.key ?? null }
  })
  const gradings = jury.length === 0 ? [] : gradingsOf(measures)
  return (instructionId, response, context = null) =>
    Object.fromEntries(
      gradings.map((grading) => [
        grading.name,
        jury.map(({ name, key }) => {
          const place = { criterion: grading.key, instructionId }
          const stored =
            key === null || response === null
              ? undefined
              : store.grades.get({
                  ...place,
                  judge: key,
                  response: gradedText(grading, { response, context }),
                })
          return {
            judge: name,
            grade: stored?.grade ?? null,
            reason: stored === undefined ? NEVER_ASKED : stored.reason,
          }
        }),
      ]),
    )
}
