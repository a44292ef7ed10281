import { groupBy } from '../../base/group-by.js'
import { type Cause, causesOf as causesOfAnswers } from '../../eval/compare/failure-attribution.js'
import type { StoredExperiment } from '../opened/stored-experiment.js'
import { attributedAnswers } from './answer-attribution.js'

type AnsweredCell = {
  readonly instructionId: string
  readonly strategy: string
  readonly budget: number | null
  readonly generator: string
}

/** Why the answers of a cell failed, one cause per repeat, in order; empty if the cell has no answers. */
export type CausesOf = (cell: AnsweredCell) => readonly Cause[]

/** The cause of each stored answer, and the rule that says which are right. */
export function answerCauses(stored: StoredExperiment): {
  readonly rule: string
  readonly causesOf: CausesOf
} {
  const { rule, answers } = attributedAnswers(stored)
  const causes = causesOfAnswers(answers)
  const cells = groupBy(answers, keyOf)
  return { rule, causesOf: (cell) => (cells.get(keyOf(cell)) ?? []).map((answer) => causes.get(answer)!) }
}

function keyOf({ instructionId, strategy, budget, generator }: AnsweredCell): string {
  return JSON.stringify([instructionId, strategy, budget, generator])
}
