import type { Instruction } from '../corpus/instruction.js'
import type { JudgedItem } from '../eval/measure.js'
import { measures } from '../eval/measures.js'
import type { ValueRow } from '../eval/summarise.js'
import type { ResultsStore, StoredContext, StoredResponse } from './results-store.js'
import type { Experiment } from './run-experiment.js'

/** A value, or null with its reason, for every instruction, strategy, budget, generator and measure. */
export function scoreExperiment(experiment: Experiment, store: ResultsStore): ValueRow[] {
  const { file, instructions, generators, indexed } = experiment
  const rows: ValueRow[] = []
  for (const instruction of instructions) {
    const facts = indexed.goldSource === 'none' ? null : (indexed.facts.get(instruction.instructionId) ?? [])
    for (const strategy of file.strategies) {
      for (const budget of file.budgets) {
        const cell = { instructionId: instruction.instructionId, strategy, budget }
        const context = store.context(cell)
        for (const generator of generators) {
          const response = store.response(cell, generator)
          for (const name of file.measures) {
            const scored =
              context.reason !== null
                ? { reason: context.reason }
                : measures[name]!.of(judgedItem(instruction, facts, context, response))
            rows.push({
              ...cell,
              patientId: instruction.patientId,
              generator,
              measure: name,
              value: typeof scored === 'number' ? scored : null,
              reason: typeof scored === 'number' ? null : scored.reason,
            })
          }
        }
      }
    }
  }
  return rows
}

function judgedItem(
  instruction: Instruction,
  evidence: JudgedItem['evidence'],
  context: StoredContext,
  response: StoredResponse | undefined,
): JudgedItem {
  return {
    evidence,
    passages: context.passages,
    budget: context.budget,
    tokens: context.tokens,
    response: response?.text ?? null,
    responseReason: response === undefined ? 'not generated' : response.reason,
    references: instruction.references.map(({ text }) => text),
  }
}
