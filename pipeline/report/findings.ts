import { armRanks } from '../../eval/compare/overall/arm-ranks.js'
import { budgetCurves } from '../../eval/compare/overall/budget-curves.js'
import { costFrontier } from '../../eval/compare/overall/frontier.js'
import { repeatsOf } from '../../eval/compare/overall/repeats.js'
import { stratify } from '../../eval/compare/strata.js'
import type { Summary, ValueRow } from '../../eval/compare/summarise.js'
import type { Findings } from '../../eval/report/report-html.js'
import { planArmsOf } from '../experiment/arms/plan-arms.js'
import { declaredContrasts } from '../experiment/arms/resolve-contrasts.js'
import type { StoredExperiment } from '../opened/stored-experiment.js'
import { armEffort, tokensOfEffort } from '../score/arm-effort.js'
import { repeatedAnswers } from '../score/repeated-answers.js'
import { attributionOf } from './answer-attribution.js'
import { abstentionOf } from './answers/abstention-of.js'
import { confidenceOf } from './answers/confidence-of.js'
import { faithfulnessOf } from './answers/faithfulness-of.js'
import { severityTrait } from './answers/severity-trait.js'
import { traitsOf } from './instruction-strata.js'
import { focusColumns } from './overall/arm-frontiers.js'
import { correctedOf } from './overall/corrected-of.js'
import { declaredOf } from './plan/declared-of.js'
import { wholeRecordFit } from './whole-record-fit.js'

/** What a report examines besides the means, from the stored results of an experiment. */
export function findingsOf(
  stored: StoredExperiment,
  rows: readonly ValueRow[],
  { focus, seed, resamples, level, cells, baseline: name, primary }: Summary,
): Findings {
  const traits = [...traitsOf(stored.experiment), ...severityTrait(stored)]
  const { baseline } = declaredContrasts(stored.experiment)
  const arms = planArmsOf(stored.experiment)
  const settings = { seed, resamples, level }
  const { columns, comparable } = focusColumns(stored, rows, { focus })
  return {
    plan: declaredOf(stored),
    traits,
    frontier: costFrontier({ columns, comparable, cells, costOf: tokensOfEffort(armEffort(stored)) }),
    curves: budgetCurves(
      columns,
      [name, primary?.strategy ?? null].filter((one) => one !== null),
      settings,
    ),
    ranks: armRanks(comparable, settings),
    repeats: repeatsOf(focus.measure, repeatedAnswers(stored, focus), settings),
    corrected: correctedOf(stored, settings),
    strata: stratify(rows, { traits, focus, arms, baseline, settings }),
    attribution: attributionOf(stored),
    abstention: abstentionOf(stored, rows, settings),
    wholeRecords: wholeRecordFit(stored),
    confidence: confidenceOf(stored, rows, settings),
    faithfulness: faithfulnessOf(stored, rows, settings),
  }
}
