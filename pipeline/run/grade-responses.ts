import { groupBy } from '../../base/group-by.js'
import type { ModelCall } from '../../generators/model-call.js'
import { recorded } from '../../generators/strategy-model.js'
import { isFinal } from '../failures/final-failure.js'
import { gradedText, type JudgedAnswer } from '../jury/grades/graded-text.js'
import { type Grading, gradingsOf } from '../jury/grades/grading.js'
import { gradingModelFor } from '../jury/grades/grading-model.js'
import { questionReader } from '../jury/grades/judged-question.js'
import type { Judge } from '../jury/opened-jury.js'
import { type GradedResponse, responsesToGrade, shownResponses } from '../opened/responses-to-grade.js'
import type { StoredExperiment } from '../opened/stored-experiment.js'
import { type Execution, pauseFor } from '../workspace/execution.js'
import { inParallel } from '../workspace/in-parallel.js'

/** The judges to grade with. `retryFailed`: ask again if a judge gave no grade before. */
export type GradingJury = { readonly judges: readonly Judge[]; readonly retryFailed: boolean }

/** Stores a grade of every judge for every response and criterion. Keeps stored grades. */
export async function gradeResponses(
  stored: StoredExperiment,
  { judges, retryFailed }: GradingJury,
  { progress, signal }: Execution,
): Promise<void> {
  const { experiment, store } = stored
  const wanted = wantedGrades(stored, gradingsOf(stored.file.measures))
  // One model after another: a server that has two of them would load each again and again.
  for (const judge of judges) {
    const [key] = store.generators.use(judge.name, [judge.identity], judge.notes)
    store.calls.tried(judge.name, key!, judge.trial)
    const asked = new Set<string>()
    const work = wanted.flatMap((one) => {
      const { instructionId } = one.instruction
      const response = gradedText(one.grading, one)
      const place = { judge: key!, criterion: one.grading.key, instructionId, response }
      const known = store.grades.get(place)
      const isRetried = retryFailed && known?.hasFailed === true && !isFinal(known.reason ?? '')
      const isDone = known !== undefined && !isRetried
      // A labelled response may equal an answer of an arm.
      const id = JSON.stringify(place)
      if (isDone || asked.has(id)) return []
      asked.add(id)
      return [{ ...one, place }]
    })
    const questionOf = questionReader(experiment)
    progress.start(`grade (${judge.name})`, work.length)
    await inParallel(work, {
      most: judge.asker.parallel,
      signal,
      work: async ({ instruction, response, context, grading, place }, own) => {
        await pauseFor(own)
        const calls: ModelCall[] = []
        const { ask } = recorded(judge.asker.asking([], experiment.counter, own), (made) =>
          calls.push(...made),
        )
        const asking = gradingModelFor(ask, {
          patientId: instruction.patientId,
          maxTokens: judge.maxAnswerTokens,
          signal: own,
        })
        const grade = await grading.grade(
          asking,
          { ...questionOf(instruction), ...(context === null ? {} : { context }) },
          response,
        )
        store.together(() => {
          store.grades.put(place, grade)
          if (calls.length > 0) store.servers.put(judge.name, judge.servers)
          store.calls.put(
            { work: 'grade', model: judge.name, key: key!, strategy: null, budget: null },
            calls,
          )
        })
        progress.advance(instruction.instructionId)
      },
    })
    progress.finish()
  }
}

type Wanted = GradedResponse & JudgedAnswer & { readonly grading: Grading }

/**
 * All grades of the arms' responses, and those grades of labelled responses that are compared with the labels; grouped by
 * patient.
 */
function wantedGrades(stored: StoredExperiment, gradings: readonly Grading[]): Wanted[] {
  const [byContext, byResponse] = [true, false].map((reads) =>
    gradings.filter(({ readsContext }) => readsContext === reads),
  ) as [Grading[], Grading[]]
  const answered = responsesToGrade(stored).flatMap((graded) =>
    byResponse.map((grading) => ({ ...graded, context: null, grading })),
  )
  const shown = (byContext.length === 0 ? [] : shownResponses(stored)).flatMap((graded) =>
    byContext.map((grading) => ({ ...graded, grading })),
  )
  const labelled = stored.labelled.responses.flatMap(({ grades, rank, severity: _, ...graded }) =>
    gradings
      .filter(({ name, scale }) => name in grades || (rank !== null && scale !== null))
      .map((grading) => ({ ...graded, context: null, grading })),
  )
  const byPatient = groupBy([...answered, ...shown, ...labelled], ({ instruction }) => instruction.patientId)
  return [...byPatient.values()].flat()
}
