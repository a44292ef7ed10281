import { areasBetweenCurves, type CurveArea, type CurvePair } from '../../statistics/curves/curve-area.js'
import type { BootstrapSettings } from '../../statistics/resampling/bootstrap.js'
import type { ArmColumn } from './arm-columns.js'

/** How much higher or lower a strategy is than the reference over all budgets that both have. */
export type CurveComparison = CurveArea & { readonly strategy: string }

/** Strategies against one reference over the budgets, on one measure and for one generator. */
export type BudgetCurves = {
  readonly measure: string
  readonly generator: string
  readonly reference: string
  readonly rows: readonly CurveComparison[]
}

/**
 * The area between the curve of every strategy and that of a reference, which is the first of `references` that shares two
 * budgets with another strategy. Null if none does. A budget is one number of tokens, whatever it is called.
 */
export function budgetCurves(
  columns: readonly ArmColumn[],
  references: readonly string[],
  settings: BootstrapSettings,
): BudgetCurves | null {
  const first = columns[0]?.rows[0]
  if (first === undefined) return null
  const strategies = [...new Set(columns.map(({ arm }) => arm.strategy))]
  for (const reference of references) {
    const compared = strategies
      .filter((strategy) => strategy !== reference)
      .map((strategy) => ({ strategy, pairs: pairsOf(columns, strategy, reference) }))
      .filter(({ pairs }) => pairs.length >= 2)
    const areas = areasBetweenCurves(
      compared.map(({ pairs }) => curvePair(pairs)),
      settings,
    )
    const rows = compared.map(({ strategy }, i) => ({ strategy, ...areas[i]! }))
    if (rows.length > 0) return { measure: first.measure, generator: first.generator, reference, rows }
  }
  return null
}

type Pair = { readonly budget: number; readonly own: ArmColumn; readonly other: ArmColumn }

/** The columns of two strategies at the budgets that both have, ascending. */
function pairsOf(columns: readonly ArmColumn[], strategy: string, reference: string): Pair[] {
  return columns
    .flatMap((own): Pair[] => {
      const { budget } = own.arm
      if (own.arm.strategy !== strategy || budget === null || budget <= 0) return []
      const other = columns.find(({ arm }) => arm.strategy === reference && arm.budget === budget)
      return other === undefined ? [] : [{ budget, own, other }]
    })
    .toSorted((a, b) => a.budget - b.budget)
}

function curvePair(pairs: readonly Pair[]): CurvePair {
  return {
    budgets: pairs.map(({ budget }) => budget),
    curves: pairs[0]!.own.rows.map(({ patientId }, i) => ({
      cluster: patientId,
      first: pairs.map(({ own }) => own.rows[i]!.value),
      second: pairs.map(({ other }) => other.rows[i]!.value),
    })),
  }
}
