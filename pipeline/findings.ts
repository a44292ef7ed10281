import type { Findings } from '../eval/report-html.js'
import { stratify } from '../eval/strata.js'
import type { Summary, ValueRow } from '../eval/summarise.js'
import { attributionOf } from './attribution.js'
import type { Experiment } from './experiment.js'
import type { ResultsStore } from './results-store.js'
import type { Answered } from './score-experiment.js'
import { traitsOf } from './strata.js'

/** What a report looks into besides the means, from what is stored of an experiment. */
export function findingsOf(
  experiment: Experiment,
  rows: readonly ValueRow[],
  answered: readonly Answered[],
  store: ResultsStore,
  { focus, baseline, seed, resamples, level }: Summary,
): Findings {
  const traits = traitsOf(experiment)
  return {
    traits,
    strata: stratify(rows, traits, focus, baseline, { seed, resamples, level }),
    attribution: attributionOf(experiment, answered, store),
  }
}
