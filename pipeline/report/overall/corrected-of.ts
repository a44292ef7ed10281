import { groupBy } from '../../../base/group-by.js'
import {
  type CorrectedJudge,
  correctedJudge,
  type JudgedAnswer,
} from '../../../eval/compare/corrected/corrected-judge.js'
import { factsOf } from '../../../eval/measures/measure-registry.js'
import { meanOf } from '../../../eval/statistics/sums/moments.js'
import { planArmsOf } from '../../experiment/arms/plan-arms.js'
import { declaredContrasts } from '../../experiment/arms/resolve-contrasts.js'
import { type Grading, gradingsOf } from '../../jury/grades/grading.js'
import type { StoredExperiment } from '../../opened/stored-experiment.js'
import { decided } from '../jury-report.js'

/** The half width that labels are planned for if no margin is declared, in points of 100. */
const POINTS = 5

/** The jury's grades, corrected by people's labels, one item per criterion that people labeled; empty without labels or judges. */
export function correctedOf(
  stored: StoredExperiment,
  { level }: { readonly level: number },
): CorrectedJudge[] {
  const { experiment, file } = stored
  if (file.judges.length === 0 || experiment.labels === null) return []
  const arms = planArmsOf(experiment)
  const { baseline } = declaredContrasts(experiment)
  const points = file.compare?.margin ?? POINTS
  return gradingsOf(file.measures).flatMap((grading) => {
    const measure = `judge-${grading.name}`
    const halfWidth = (points / 100) * (factsOf(measure)?.full ?? 1)
    const found = correctedJudge(judgedAnswers(stored, grading), {
      ...{ measure, arms, baseline, halfWidth, level },
    })
    return found === null ? [] : [found]
  })
}

/** Every answer that the jury graded by a criterion, with the mean of its labels; empty if nobody labeled by it. */
function judgedAnswers(
  { experiment, labelled, answered, store, gradesOf }: StoredExperiment,
  { name, scale }: Grading,
): JudgedAnswer[] {
  const own = labelled.responses.filter(({ grades }) => name in grades)
  if (scale === null || own.length === 0) return []
  const labels = groupBy(own, ({ instruction, response }) => keyOf(instruction.instructionId, response))
  const labelOf = (instructionId: string, text: string) => {
    const found = labels.get(keyOf(instructionId, text))
    return found === undefined ? null : meanOf(found.map(({ grades }) => grades[name]!))
  }
  const keysOf = new Map(answered.map((generator) => [generator.name, generator.keys]))
  return experiment.instructions.flatMap(({ instructionId, patientId, references }) =>
    references.length === 0
      ? []
      : planArmsOf(experiment).flatMap((arm) =>
          keysOf.get(arm.generator)!.flatMap((key, repeat): JudgedAnswer[] => {
            const { strategy, budget } = arm
            const cell = { instructionId, strategy, budget: budget! }
            const text = store.responses.get(cell, key)?.text ?? null
            if (text === null) return []
            const judge = decided(gradesOf(instructionId, text)[name]!, scale)
            if (typeof judge !== 'number') return []
            return [{ arm, instructionId, patientId, repeat, judge, label: labelOf(instructionId, text) }]
          }),
        ),
  )
}

function keyOf(instructionId: string, response: string): string {
  return JSON.stringify([instructionId, response.trim()])
}
