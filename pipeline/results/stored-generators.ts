import { InputError } from '../../base/errors/input-error.js'
import type { Experiment } from '../experiment/experiment.js'
import type { ResultsStore } from './results-store.js'
import type { StoredGenerator } from './stored-result.js'

/** A generator of an experiment with the keys of its repeats. */
export type Answered = {
  readonly name: string
  readonly keys: readonly string[]
  readonly repeats: readonly StoredGenerator[]
}

/** An experiment with its stored answers. */
export type AnsweredExperiment = {
  readonly experiment: Experiment
  readonly answered: readonly Answered[]
  readonly store: ResultsStore
}

/** The generators of an experiment, as of their last answers. */
export function storedGenerators({ file, generators }: Experiment, store: ResultsStore): Answered[] {
  return generators.map((name) => {
    const repeats = store.generators.last(name)
    if (repeats.length === 0) {
      throw new InputError(
        `experiment ${file.name} has no stored responses of ${name}: run 'chartsift run' first`,
      )
    }
    return { name, keys: repeats.map(({ key }) => key), repeats }
  })
}
