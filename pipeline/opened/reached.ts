import { NOT_REACHED } from '../../eval/measured/measured-item.js'
import type { Experiment } from '../experiment/experiment.js'
import type { ResultsStore } from '../results/results-store.js'
import type { AnsweredExperiment } from '../results/stored-generators.js'

/** How many answers are stored, failed ones included, and how many the experiment will have. */
export type Reached = { readonly stored: number; readonly expected: number }

/** How far a run came. */
export function reachedOf({ experiment, answered, store }: AnsweredExperiment): Reached {
  const { arms, instructions } = experiment
  const keys = answered.flatMap((generator) => generator.keys)
  const expected =
    instructions.length *
    answered.reduce((sum, generator) => sum + arms.of(generator.name).length * generator.keys.length, 0)
  const ids = instructions.map(({ instructionId }) => instructionId)
  return { stored: store.responses.count(keys, arms.all, ids), expected }
}

/** The first sentences of a report of an unfinished run; empty if the run is finished. */
export function unfinishedNotes({ stored, expected }: Reached): string[] {
  return stored < expected
    ? [
        `The run is not finished: ${stored} of ${expected} answers are stored, and what is missing has no value yet`,
      ]
    : []
}

/**
 * Fills a copy of the results in memory (`ResultsStore.read`) with what the run has not reached yet, so that it can be
 * reported: missing contexts, and so their values, get that reason. Missing answers need no row.
 */
export function markUnreached({ arms, instructions, generators }: Experiment, store: ResultsStore): void {
  for (const { instructionId, patientId } of instructions) {
    const missing = arms.all
      .filter(({ strategy, budget }) => !store.contexts.has({ instructionId, strategy, budget }))
      .map(({ strategy, budget }) => ({ instructionId, patientId, strategy, budget, ...NO_CONTEXT }))
    if (missing.length > 0) store.contexts.put(missing)
  }
  for (const name of generators)
    if (store.generators.last(name).length === 0) store.generators.use(name, [{}])
}

const NO_CONTEXT = {
  tokens: 0,
  dropped: 0,
  truncated: 0,
  text: '',
  passages: [],
  asked: null,
  reason: NOT_REACHED,
  droppedFacts: null,
  needed: null,
}
