import { groupBy } from '../../base/group-by.js'
import {
  type BootstrapSettings,
  bootstrapMeans,
  type ClusteredValue,
  type Estimate,
} from '../statistics/resampling/bootstrap.js'
import { type Baseline, baselineOf } from './arms/baseline.js'
import { type Focus, focusArms } from './arms/focus-arms.js'
import type { PlanArm, ValueRow } from './value-table.js'

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

/**
 * The instructions of one level under every arm of the focus; `strategy` is the arm's name. `difference`: arm minus baseline over
 * the instructions that both score.
 */
export type Stratum = {
  readonly trait: string
  readonly level: string
  readonly instructions: number
  readonly patients: number
  readonly arms: readonly (Estimate & { readonly strategy: string; readonly difference: Estimate | null })[]
}

/** `baseline`: null if there is none to compare with. */
export type StratifiedBy = {
  readonly traits: readonly Trait[]
  readonly focus: Focus
  readonly arms: readonly PlanArm[]
  readonly baseline: Baseline | null
  readonly settings: BootstrapSettings
}

/**
 * Means of every arm of the focus by stratum, with intervals over patients. They are descriptive: nothing is adjusted for multiple
 * comparisons.
 * @param rows values of all arms, at least those of the focus
 */
export function stratify(
  rows: readonly ValueRow[],
  { traits, focus, arms: planned, baseline, settings }: StratifiedBy,
): Stratum[] {
  const own = rows.filter((row) => row.measure === focus.measure && row.generator === focus.generator)
  const arms = focusArms(planned, focus).map((one) => ({
    ...one,
    against: baselineOf(one.arm, baseline, planned),
  }))
  const parts = traits.flatMap(({ name, levels, levelOf }) =>
    levels.flatMap((level) => {
      const inside = own.filter(({ instructionId }) => levelOf.get(instructionId) === level)
      return inside.length === 0 ? [] : [{ trait: name, level, inside }]
    }),
  )
  const columns = parts.flatMap(({ inside }) => {
    const rowsOf = groupBy(inside, armText)
    const of = (arm: PlanArm) => rowsOf.get(armText(arm)) ?? []
    return arms.flatMap(({ arm, against }) => [
      valuesOf(of(arm)),
      against === null ? [] : differences(of(arm), of(against)),
    ])
  })
  const estimates = bootstrapMeans(columns, settings)
  return parts.map(({ trait, level, inside }, p) => ({
    trait,
    level,
    instructions: new Set(inside.map(({ instructionId }) => instructionId)).size,
    patients: new Set(inside.map(({ patientId }) => patientId)).size,
    arms: arms.map(({ name, against }, s) => {
      const at = 2 * (p * arms.length + s)
      const difference = against === null ? null : estimates[at + 1]!
      return { strategy: name, ...estimates[at]!, difference }
    }),
  }))
}

function armText({ strategy, budget }: Pick<PlanArm, 'strategy' | 'budget'>): string {
  return JSON.stringify([strategy, budget])
}

function valuesOf(rows: readonly ValueRow[]): ClusteredValue[] {
  return rows.flatMap(({ patientId, value }) => (value === null ? [] : [{ cluster: patientId, value }]))
}

function differences(rows: readonly ValueRow[], against: readonly ValueRow[]): ClusteredValue[] {
  const base = new Map(against.map(({ instructionId, value }) => [instructionId, value]))
  return rows.flatMap(({ instructionId, patientId, value }) => {
    const other = base.get(instructionId) ?? null
    return value === null || other === null ? [] : [{ cluster: patientId, value: value - other }]
  })
}
