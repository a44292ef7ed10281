import { InputError } from '../corpus/input-error.js'
import type { Instruction } from '../corpus/instruction.js'
import type { JudgedItem, Unscored } from '../eval/measure.js'
import { measures } from '../eval/measures.js'
import type { ValueRow } from '../eval/summarise.js'
import type { ResultsStore, StoredContext, StoredGenerator, StoredResponse } from './results-store.js'
import type { Experiment } from './run-experiment.js'

/**
 * A value, or null with its reason, for every instruction, strategy, budget, generator and measure; instructions whose
 * patient has no record are among them.
 * @throws InputError where a generator of the experiment has never answered
 */
export function scoreExperiment(experiment: Experiment, store: ResultsStore): ValueRow[] {
  const { file, indexed } = experiment
  const generators = storedGenerators(experiment, store)
  const cells = file.strategies.flatMap((strategy) => file.budgets.map((budget) => ({ strategy, budget })))
  const scored = experiment.instructions.flatMap((instruction) => {
    const facts = indexed.goldSource === 'none' ? null : (indexed.facts.get(instruction.instructionId) ?? [])
    return cells.flatMap((cell) => {
      const context = store.context({ instructionId: instruction.instructionId, ...cell })
      return generators.flatMap(({ key, name }) => {
        const item = judgedItem(instruction, facts, context, store.response(context, key))
        return file.measures.map((measure) => {
          const value = context.reason !== null ? { reason: context.reason } : measures[measure]!.of(item)
          return rowOf(instruction, cell, name, measure, value)
        })
      })
    })
  })
  const unusable = indexed.unusable.flatMap(({ instruction, reason }) =>
    cells.flatMap((cell) =>
      generators.flatMap(({ name }) =>
        file.measures.map((measure) => rowOf(instruction, cell, name, measure, { reason })),
      ),
    ),
  )
  return [...scored, ...unusable]
}

/** The generators of an experiment as they answered last. */
export function storedGenerators({ file, generators }: Experiment, store: ResultsStore): StoredGenerator[] {
  return generators.map((name) => {
    const stored = store.lastGenerator(name)
    if (stored === undefined) {
      throw new InputError(
        `experiment ${file.name} has no stored responses of ${name}: run 'chartsift run' first`,
      )
    }
    return stored
  })
}

function rowOf(
  { instructionId, patientId }: Instruction,
  { strategy, budget }: { readonly strategy: string; readonly budget: number },
  generator: string,
  measure: string,
  scored: number | Unscored,
): ValueRow {
  const cell = { instructionId, patientId, strategy, budget, generator, measure }
  return typeof scored === 'number'
    ? { ...cell, value: scored, reason: null }
    : { ...cell, value: null, reason: scored.reason }
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
