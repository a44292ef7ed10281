import { stratify } from '../../eval/compare/strata.js'
import type { Summary, ValueRow } from '../../eval/compare/summarise.js'
import type { Findings } from '../../eval/report/report-html.js'
import type { Experiment } from '../experiment/experiment.js'
import type { ResultsStore } from '../results/results-store.js'
import type { Answered } from '../results/stored-generators.js'
import { attributionOf } from './answer-attribution.js'
import { traitsOf } from './instruction-strata.js'

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
