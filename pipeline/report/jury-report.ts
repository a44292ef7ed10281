import { juryAgreement } from '../../eval/jury/jury-agreement.js'
import { juryMajority, juryMean } from '../../eval/jury/jury-vote.js'
import {
  agreementWithPeople,
  type LabelledPair,
  type PeopleAgreement,
} from '../../eval/jury/label-agreement.js'
import { type RankAgreement, type RankedResponse, rankAgreement } from '../../eval/jury/rank-agreement.js'
import type { JudgeGrade, Unscored } from '../../eval/measured/measured-item.js'
import type { CostRow } from '../../eval/report/execution/execution-facts.js'
import type { JuryProvenance } from '../../eval/report/provenance.js'
import { declaredModels } from '../../generators/kinds/declared-generators.js'
import { familiesOf } from '../experiment/model-family.js'
import { type Grading, gradingsOf } from '../jury/grades/grading.js'
import type { GradesOf } from '../jury/grades/jury-grades.js'
import { judgeName } from '../jury/opened-jury.js'
import type { LabelledResponse } from '../opened/labelled-responses.js'
import { responsesToGrade, shownResponses } from '../opened/responses-to-grade.js'
import type { StoredExperiment } from '../opened/stored-experiment.js'

/** What a report says about judges. */
export type JuryReport = {
  readonly judge: JuryProvenance | null
  readonly cost: readonly CostRow[]
  /** Sentences that a reader must see, without their periods. */
  readonly notes: readonly string[]
}

/** Who graded an experiment, what it cost, and how far judges agree with each other and with people. */
export function juryReport(stored: StoredExperiment): JuryReport {
  const { store } = stored
  const { judges: specs, measures } = stored.file
  const gradings = gradingsOf(measures)
  if (specs.length === 0 || gradings.length === 0) return { judge: null, cost: [], notes: [] }
  const { gradesOf, labelled } = stored
  const byResponse = responsesToGrade(stored).map(({ instruction, response }) =>
    gradesOf(instruction.instructionId, response),
  )
  const byContext = gradings.some(({ readsContext }) => readsContext)
    ? shownResponses(stored).map(({ instruction, response, context }) =>
        gradesOf(instruction.instructionId, response, context),
      )
    : []
  const judges = declaredModels(specs).flatMap((judge) =>
    store.generators.last(judgeName(judge)).map(({ key, name, identity }) => ({
      key,
      name,
      family: familiesOf(judge.model, judge.spec.family).join(', '),
      identity,
    })),
  )
  const people = gradings.flatMap((grading) => peopleOf(grading, labelled.responses, gradesOf))
  const ranking = gradings.flatMap((grading) => rankingOf(grading, labelled.responses, gradesOf))
  const held = new Set([
    ...people.filter(({ n }) => n > 0).map(({ criterion }) => criterion),
    ...ranking.filter(({ instructions }) => instructions > 0).map(({ criterion }) => criterion),
  ])
  const uncalibrated = gradings.map(({ name }) => name).filter((name) => !held.has(name))
  return {
    judge: {
      judges: judges.map(({ key: _, ...judge }) => judge),
      agreement: gradings.map(({ name, scale, readsContext }) =>
        juryAgreement(
          name,
          (readsContext ? byContext : byResponse).map((grades) => grades[name]!),
          scale?.length === 2,
        ),
      ),
      calibrated: uncalibrated.length === 0,
      uncalibrated,
      people,
      ranking,
      labelsLeftOut: labelled.leftOut,
    },
    cost: judges.flatMap(({ key, name }) => store.costs.ofJudge(name, key)),
    notes: [
      ...(uncalibrated.length === 0
        ? []
        : [
            `The judges are uncalibrated for ${uncalibrated.join(', ')}: their grades were not compared with labels by people`,
          ]),
      ...judges.flatMap(({ name }) => store.generators.notesOf(name)),
    ],
  }
}

/** Empty if nobody labelled by this criterion. */
function peopleOf(
  { name, scale }: Grading,
  labelled: readonly LabelledResponse[],
  gradesOf: GradesOf,
): PeopleAgreement[] {
  const own = labelled.filter(({ grades }) => name in grades)
  if (own.length === 0 || scale === null) return []
  const pairs = own.flatMap(({ instruction, response, grades }): LabelledPair[] => {
    const jury = decided(gradesOf(instruction.instructionId, response)[name]!, scale)
    if (typeof jury !== 'number') return []
    return [{ patientId: instruction.patientId, person: grades[name]!, jury }]
  })
  return [agreementWithPeople(name, pairs, scale)]
}

/** Empty if nobody ranked responses. */
function rankingOf(
  { name, scale }: Grading,
  labelled: readonly LabelledResponse[],
  gradesOf: GradesOf,
): RankAgreement[] {
  if (scale === null || labelled.every(({ rank }) => rank === null)) return []
  const ranked = labelled.flatMap(({ instruction, response, rank }): RankedResponse[] => {
    const { instructionId, patientId } = instruction
    const jury = decided(gradesOf(instructionId, response)[name]!, scale)
    return rank === null || typeof jury !== 'number' ? [] : [{ instructionId, patientId, rank, jury }]
  })
  return [rankAgreement(name, ranked)]
}

/** What the jury says by a criterion with this scale: the majority of two grades, otherwise the mean. */
export function decided(grades: readonly JudgeGrade[], scale: readonly number[]): number | Unscored {
  return scale.length === 2 ? juryMajority(grades) : juryMean(grades)
}
