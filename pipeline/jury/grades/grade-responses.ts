import { groupBy } from '../../../base/group-by.js'
import type { ModelCall } from '../../../generators/model-call.js'
import { recorded } from '../../../generators/strategy-model.js'
import type { Experiment } from '../../experiment/experiment.js'
import { isFinal } from '../../failures/final-failure.js'
import type { ResultsStore } from '../../results/results-store.js'
import { storedGenerators } from '../../results/stored-generators.js'
import { type Execution, pauseFor } from '../../workspace/execution.js'
import { inParallel } from '../../workspace/in-parallel.js'
import { labelledResponses } from '../labels/labelled-responses.js'
import type { Judge } from '../opened-jury.js'
import { type GradedResponse, responsesToGrade } from './graded-responses.js'
import { type Grading, gradingsOf } from './grading.js'
import { gradingModelFor } from './grading-model.js'
import { questionReader } from './judged-question.js'

/**
 * Grades of every judge for every response and criterion, stored one at a time; what is stored already is kept.
 * @param retryFailed ask again where a judge gave no grade before
 */
export async function gradeResponses(
  experiment: Experiment,
  judges: readonly Judge[],
  store: ResultsStore,
  retryFailed: boolean,
  { progress, signal }: Execution,
): Promise<void> {
  const keys = storedGenerators(experiment, store).flatMap((generator) => generator.keys)
  const gradings = gradingsOf(experiment.file.measures)
  const wanted = wantedGrades(experiment, keys, gradings, store)
  // One model after another: a server that holds two of them loads each again and again.
  for (const judge of judges) {
    const [key] = store.generators.use(judge.name, [judge.identity], judge.notes)
    store.calls.tried(judge.name, key!, judge.trial)
    const asked = new Set<string>()
    const work = wanted.flatMap((one) => {
      const { instructionId } = one.instruction
      const place = { judge: key!, criterion: one.grading.key, instructionId, response: one.response }
      const stored = store.grades.get(place)
      const isRetried = retryFailed && stored?.hasFailed === true && !isFinal(stored.reason ?? '')
      const isDone = stored !== undefined && !isRetried
      // What people have labelled may be what an arm has answered.
      const id = JSON.stringify(place)
      if (isDone || asked.has(id)) return []
      asked.add(id)
      return [{ ...one, place }]
    })
    const questionOf = questionReader(experiment)
    progress.start(`grade (${judge.name})`, work.length)
    await inParallel(
      work,
      judge.asker.parallel,
      signal,
      async ({ instruction, response, grading, place }, own) => {
        await pauseFor(own)
        const calls: ModelCall[] = []
        const { ask } = recorded(judge.asker.asking([], experiment.counter, own), (made) =>
          calls.push(...made),
        )
        const asking = gradingModelFor(ask, instruction.patientId, judge.maxAnswerTokens, own)
        const grade = await grading.grade(asking, questionOf(instruction), response)
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
    )
    progress.finish()
  }
}

type Wanted = GradedResponse & { readonly grading: Grading }

/** Of the arms' responses all grades, of people's labelled ones those that are held against the labels; patients together. */
function wantedGrades(
  experiment: Experiment,
  keys: readonly string[],
  gradings: readonly Grading[],
  store: ResultsStore,
): Wanted[] {
  const answered = responsesToGrade(experiment, keys, store).flatMap((graded) =>
    gradings.map((grading) => ({ ...graded, grading })),
  )
  const labelled = labelledResponses(experiment, store).responses.flatMap(({ grades, rank, ...graded }) =>
    gradings
      .filter(({ name, scale }) => name in grades || (rank !== null && scale !== null))
      .map((grading) => ({ ...graded, grading })),
  )
  const byPatient = groupBy([...answered, ...labelled], ({ instruction }) => instruction.patientId)
  return [...byPatient.values()].flat()
}
