import type { Instruction } from '../../corpus/instruction.js'
import { type ResponseLabel, readLabels } from '../jury/labels/read-labels.js'
import type { AnsweredExperiment } from '../results/stored-generators.js'
import { currentName } from '../select/current-name.js'
import type { GradedResponse } from './responses-to-grade.js'

/** A response with what a person said about it. */
export type LabelledResponse = GradedResponse & Pick<ResponseLabel, 'grades' | 'rank' | 'severity'>

/** Labels with the responses that they are about. */
export type FoundLabels = {
  readonly responses: readonly LabelledResponse[]
  /** Labels for which no response was found, and rows that could not be read at all or in part, by reason; each row counts once. */
  readonly leftOut: Readonly<Record<string, number>>
  /** Rows of the table, used or not. */
  readonly rows: number
}

/**
 * The responses that people's labels are about: the text in the table, or the answer of the named strategy in this experiment.
 * Empty if the experiment names no labels.
 */
export function labelledResponses(answered: AnsweredExperiment): FoundLabels {
  const { experiment } = answered
  if (experiment.labels === null) return { responses: [], leftOut: {}, rows: 0 }
  const read = readLabels(experiment.labels)
  const leftOut: Record<string, number> = { ...read.leftOut }
  const leave = (reason: string) => {
    leftOut[reason] = (leftOut[reason] ?? 0) + 1
  }
  const instructions = new Map(experiment.instructions.map((one) => [one.instructionId, one]))
  const responses = read.labels.flatMap((label): LabelledResponse[] => {
    const instruction = instructions.get(label.instructionId)
    const found =
      instruction === undefined
        ? { reason: 'instruction that is not in the corpus' }
        : responseOf(label, instruction, answered)
    if (typeof found === 'string') {
      if (label.unread !== null) leave(label.unread)
      // Judges need a reference; the severity of an error does not.
      const { grades, rank } = instruction!.references.length > 0 ? label : { grades: {}, rank: null }
      return [{ instruction: instruction!, response: found, grades, rank, severity: label.severity }]
    }
    leave(found.reason)
    return []
  })
  const unusable = Object.values(read.leftOut).reduce((sum, count) => sum + count, 0)
  return { responses, leftOut, rows: read.labels.length + unusable }
}

function responseOf(
  { name: given, text, budget, generator, instructionId, severity }: ResponseLabel,
  { references }: Instruction,
  { experiment, answered: all, store }: AnsweredExperiment,
): string | { readonly reason: string } {
  if (references.length === 0 && severity === null)
    return { reason: 'instruction without a reference, which judges need' }
  if (text !== null) return text
  const { strategies } = experiment.file
  const name = currentName(given)
  if (!strategies.includes(name))
    return { reason: 'name without a response, and no strategy of this experiment' }
  const answered = all.filter((one) => generator === null || one.name === generator)
  const budgets = experiment.arms.budgetsOf(name)
  const meant = budget === null ? budgets : budgets.filter((one) => one === budget)
  const found = meant.flatMap((tokens) =>
    answered.flatMap(({ keys }) =>
      keys.flatMap(
        (key) => store.responses.get({ instructionId, strategy: name, budget: tokens }, key)?.text ?? [],
      ),
    ),
  )
  const distinct = [...new Set(found)]
  if (distinct.length === 0) return { reason: 'cell without a response' }
  if (distinct.length > 1) return { reason: 'several matching responses: name budget and generator' }
  return distinct[0]!
}
