import {
  type BootstrapSettings,
  bootstrapMeans,
  type ClusteredValue,
  type Estimate,
} from '../statistics/resampling/bootstrap.js'
import { baselineOf } from './baseline.js'
import type { CellKey, ValueRow } from './value-table.js'

/**
 * A way to divide the instructions. levels: in the order in which they are shown. levelOf: by instruction id; an instruction that
 * is absent has no level and is in no stratum of the trait.
 */
export type Trait = {
  readonly name: string
  readonly definition: string
  readonly levels: readonly string[]
  readonly levelOf: ReadonlyMap<string, string>
}

/** The instructions of one level under every strategy. `difference`: strategy minus baseline over the instructions that both score. */
export type Stratum = {
  readonly trait: string
  readonly level: string
  readonly instructions: number
  readonly patients: number
  readonly arms: readonly (Estimate & { readonly strategy: string; readonly difference: Estimate | null })[]
}

/** The measure, budget and generator for which strategies are compared. */
export type Focus = Omit<CellKey, 'strategy'>

/** `baseline`: null if there is none to compare with. */
export type StratifiedBy = {
  readonly traits: readonly Trait[]
  readonly focus: Focus
  readonly baseline: string | null
  readonly settings: BootstrapSettings
}

/**
 * Means of every strategy by stratum, with intervals over patients. They are descriptive: nothing is adjusted for multiple
 * comparisons.
 * @param rows values of all strategies, at least those of the focus
 */
export function stratify(
  rows: readonly ValueRow[],
  { traits, focus, baseline, settings }: StratifiedBy,
): Stratum[] {
  const own = rows.filter((row) => isIn(row, focus))
  const strategies = [...new Set(own.map(({ strategy }) => strategy))]
  const parts = traits.flatMap(({ name, levels, levelOf }) =>
    levels.flatMap((level) => {
      const inside = own.filter(({ instructionId }) => levelOf.get(instructionId) === level)
      return inside.length === 0 ? [] : [{ trait: name, level, inside }]
    }),
  )
  const columns = parts.flatMap(({ inside }) =>
    strategies.flatMap((strategy) => [
      valuesOf(inside, strategy),
      differences(inside, strategy, baselineOf(strategy, baseline, strategies)),
    ]),
  )
  const estimates = bootstrapMeans(columns, settings)
  return parts.map(({ trait, level, inside }, p) => ({
    trait,
    level,
    instructions: new Set(inside.map(({ instructionId }) => instructionId)).size,
    patients: new Set(inside.map(({ patientId }) => patientId)).size,
    arms: strategies.map((strategy, s) => {
      const at = 2 * (p * strategies.length + s)
      const isCompared = baselineOf(strategy, baseline, strategies) !== null
      const difference = isCompared ? estimates[at + 1]! : null
      return { strategy, ...estimates[at]!, difference }
    }),
  }))
}

function isIn(row: ValueRow, focus: Focus): boolean {
  return row.measure === focus.measure && row.budget === focus.budget && row.generator === focus.generator
}

function valuesOf(rows: readonly ValueRow[], strategy: string): ClusteredValue[] {
  return rows.flatMap((row) =>
    row.strategy === strategy && row.value !== null ? [{ cluster: row.patientId, value: row.value }] : [],
  )
}

function differences(rows: readonly ValueRow[], strategy: string, baseline: string | null): ClusteredValue[] {
  if (baseline === null) return []
  const base = new Map(
    rows.filter((row) => row.strategy === baseline).map((row) => [row.instructionId, row.value]),
  )
  return rows.flatMap(({ instructionId, patientId, strategy: name, value }) => {
    const other = base.get(instructionId) ?? null
    return name !== strategy || value === null || other === null
      ? []
      : [{ cluster: patientId, value: value - other }]
  })
}
