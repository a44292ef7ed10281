import type { Experiment } from '../experiment/experiment.js'
import type { ExperimentFile } from '../experiment/experiment-file.js'
import { type GradesOf, juryGrades } from '../jury/grades/jury-grades.js'
import type { ResultsStore } from '../results/results-store.js'
import { type Answered, storedGenerators } from '../results/stored-generators.js'
import { withMeasures } from './added-measures.js'
import { type FoundLabels, labelledResponses } from './labelled-responses.js'
import { type SeverityOf, severitiesOf } from './labelled-severity.js'

type Opened = { readonly experiment: Experiment; readonly store: ResultsStore; readonly folder: string }

/**
 * An experiment with all of its stored results: contexts, answers, grades and people's labels. Each part is read when it is
 * first used, and records are read one at a time (`experiment.charts`).
 */
export class StoredExperiment {
  readonly experiment: Experiment
  readonly store: ResultsStore
  /** The folder of its results. */
  readonly folder: string
  #answered: readonly Answered[] | null = null
  #gradesOf: GradesOf | null = null
  #labelled: FoundLabels | null = null
  #severityOf: SeverityOf | null = null

  constructor({ experiment, store, folder }: Opened) {
    this.experiment = experiment
    this.store = store
    this.folder = folder
  }

  get file(): ExperimentFile {
    return this.experiment.file
  }

  /** The generators, as of their last answers. @throws InputError if one has never answered */
  get answered(): readonly Answered[] {
    this.#answered ??= storedGenerators(this.experiment, this.store)
    return this.#answered
  }

  /** The grades of the jury, from the last use of each judge. Do not use this before the judges have graded. */
  get gradesOf(): GradesOf {
    this.#gradesOf ??= juryGrades(this.file, this.store)
    return this.#gradesOf
  }

  /** The responses that people labelled. */
  get labelled(): FoundLabels {
    this.#labelled ??= labelledResponses(this)
    return this.#labelled
  }

  /** How severe people say the errors of a response are. */
  get severityOf(): SeverityOf {
    this.#severityOf ??= severitiesOf(this.labelled)
    return this.#severityOf
  }

  /** The same experiment with more measures, which decide nothing that is stored. */
  withMeasures(names: readonly string[]): StoredExperiment {
    const { store, folder } = this
    return new StoredExperiment({ experiment: withMeasures(this.experiment, names), store, folder })
  }
}
