import { InputError } from '../../../base/errors/input-error.js'
import type { Instruction } from '../../../corpus/instruction.js'
import {
  type ComparedExperiment,
  compareExperiments,
  type ExperimentComparison,
} from '../../../eval/compare/experiment-comparison.js'
import { isOfIndex, parameterName } from '../../../eval/report/parameter-name.js'
import type { Provenance } from '../../../eval/report/provenance.js'
import { formatBudget } from '../../../eval/report/tables/format-value.js'
import type { StoredExperiment } from '../../opened/stored-experiment.js'
import { scoreExperiment } from '../../score/score-experiment.js'
import { reportOf } from '../report-folder.js'
import { type ComparedIndexes, comparedIndexes, indexesOf } from './compared-indexes.js'

const RESAMPLES = 10_000

/** One of two experiments to compare, with everything that the comparison needs after it is closed. */
export type ComparisonSide = {
  readonly experiment: ComparedExperiment
  readonly indexes: ComparedIndexes
  readonly seed: number
  /** By instruction id, what must be the same in both: patient, text, as-of time and references. */
  readonly items: ReadonlyMap<string, string>
}

/** One side of a comparison of two experiments. */
export function comparisonSide(stored: StoredExperiment): ComparisonSide {
  const { experiment } = stored
  const rows = scoreExperiment(stored)
  const { provenance } = reportOf(stored, rows)
  const all = [
    ...experiment.instructions,
    ...experiment.indexed.unusable.map(({ instruction }) => instruction),
  ]
  return {
    experiment: { label: experiment.file.name, rows, parameters: parametersOf(provenance) },
    indexes: indexesOf(provenance),
    seed: experiment.file.seed,
    items: new Map(all.map((instruction) => [instruction.instructionId, contentOf(instruction)])),
  }
}

/** Compares two experiments. @throws InputError if their instructions differ, or if they have no cell in common */
export function compareSides(first: ComparisonSide, second: ComparisonSide): ExperimentComparison {
  requireSameItems(first.items, second.items)
  const comparison = compareExperiments(
    withIndexes(first, second.indexes),
    withIndexes(second, first.indexes),
    { seed: first.seed, resamples: RESAMPLES },
  )
  if (comparison.cells.length === 0) {
    throw new InputError(
      'expected a strategy, budget, generator and measure that both experiments have, found none',
    )
  }
  return comparison
}

/** The parameters of one side with those of its indexes. */
function withIndexes({ experiment, indexes }: ComparisonSide, others: ComparedIndexes): ComparedExperiment {
  return {
    ...experiment,
    parameters: new Map([...experiment.parameters, ...comparedIndexes(indexes, others)]),
  }
}

function requireSameItems(first: ReadonlyMap<string, string>, second: ReadonlyMap<string, string>): void {
  const onlyFirst = [...first.keys()].filter((id) => !second.has(id)).length
  const onlySecond = [...second.keys()].filter((id) => !first.has(id)).length
  const changed = [...first].filter(([id, content]) => second.has(id) && second.get(id) !== content).length
  const differing = onlyFirst + onlySecond + changed
  if (differing > 0) {
    throw new InputError(
      `expected two experiments over the same instructions, found ${differing} that differ: ${onlyFirst} only in the first, ${onlySecond} only in the second, ${changed} with another patient, text, as-of time or references`,
    )
  }
}

function contentOf({ patientId, text, asOf, references }: Instruction): string {
  return JSON.stringify([patientId, text, asOf, references.map((reference) => reference.text)])
}

/** Everything but the indexes that made the numbers, as flat names and values, so that two experiments can be compared line by line. */
function parametersOf(provenance: Provenance): ReadonlyMap<string, string> {
  const { name, seed, corpus, index, counter, strategies, budgets, generators, measures, execution } =
    provenance
  return new Map<string, string>([
    ['experiment', name],
    ['corpus', corpus.name],
    ['corpus hash', corpus.hash],
    ['seed', String(seed)],
    ['token counter', counter],
    ['strategies', strategies.join(', ')],
    ['budgets', budgets.map(formatBudget).join(' ')],
    ['generators', generators.map((generator) => generator.name).join(', ')],
    ...(provenance.windows ?? []).map(({ generator, window, tokens }): [string, string] => [
      `window of ${generator}`,
      `${window}, of which ${tokens} for the context`,
    ]),
    ['measures', measures.join(', ')],
    ...Object.entries(index)
      .filter(([key]) => !isOfIndex(key))
      .map(([key, value]): [string, string] => [parameterName(key), String(value)]),
    ...generators.flatMap((generator) => identityLines('generator', generator)),
    ...(provenance.judge?.judges ?? []).flatMap((judge) => identityLines('judge', judge)),
    ...Object.entries(execution.versions).map(([key, value]): [string, string] => [`version ${key}`, value]),
  ])
}

function identityLines(
  role: string,
  { name, identity }: Provenance['generators'][number],
): [string, string][] {
  return Object.entries(identity).map(([key, value]) => [`${role} ${name} ${key}`, String(value)])
}
