import { basename } from 'node:path'
import { InputError } from '../../../base/errors/input-error.js'
import { pairOf } from '../../../eval/compare/arms/contrast.js'
import { pairRows } from '../../../eval/compare/tested/paired-rows.js'
import { type CellKey, keyOf, type ValueRow } from '../../../eval/compare/value-table.js'
import { pointsOf } from '../../../eval/report/tables/format-value.js'
import { observedDetectable } from '../../../eval/statistics/design/minimum-detectable.js'
import { headlineGenerator } from '../../experiment/arms/headline-generator.js'
import { planArmsOf } from '../../experiment/arms/plan-arms.js'
import { declaredContrasts } from '../../experiment/arms/resolve-contrasts.js'
import { ALPHA } from '../../experiment/plan/planned-sizes.js'
import type { StoredExperiment } from '../../opened/stored-experiment.js'

/** How much the paired differences of an experiment vary. sd: in points of 100; icc: 0 if that of the data is below 0. */
export type ObservedVariation = { readonly sd: number; readonly icc: number }

/**
 * The variation of the primary comparison of an earlier experiment, to plan another one with.
 * @param measure of the comparison that is planned
 * @throws InputError if the primary comparison is on another measure, or its differences do not vary
 */
export function observedVariation(
  { experiment }: Pick<StoredExperiment, 'experiment'>,
  rows: readonly ValueRow[],
  measure: string,
): ObservedVariation {
  const { baseline, primary } = declaredContrasts(experiment)
  const file = basename(experiment.places.file)
  if (primary?.measure !== measure)
    throw new InputError(
      `--from: expected an experiment whose primary comparison is on ${measure}, found ${primary === null ? 'none' : `one on ${primary.measure}`} in ${file}`,
    )
  const headline = headlineGenerator(experiment.file).name
  const { arm, other } = pairOf(primary, { arms: planArmsOf(experiment), baseline, headline })
  const { differences } = pairRows(rowsOf({ ...arm, measure }, rows), rowsOf({ ...other, measure }, rows))
  const { sd, icc, reason } = observedDetectable(differences, {
    alpha: ALPHA,
    power: 0.8,
    sides: 'two-sided',
  })
  if (sd === null || icc === null)
    throw new InputError(
      `--from: expected the variation of the primary comparison of ${file}, found none: ${reason}`,
    )
  return { sd: rounded(sd * pointsOf(measure)), icc: rounded(icc) }
}

/** The values of a cell, by instruction. */
function rowsOf(cell: CellKey, rows: readonly ValueRow[]): ValueRow[] {
  return rows
    .filter((row) => keyOf(row) === keyOf(cell))
    .toSorted((a, b) => (a.instructionId < b.instructionId ? -1 : 1))
}

/** A plan needs no more digits. */
function rounded(value: number): number {
  return Number(value.toFixed(4))
}
