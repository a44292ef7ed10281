import { observedDetectable } from '../statistics/design/minimum-detectable.js'
import { bootstrapMeans, type Estimate } from '../statistics/resampling/bootstrap.js'
import {
  type Baseline,
  type BaselineName,
  baselineBudgetText,
  baselineNameOf,
  baselineOf,
  isIndexBaseline,
} from './arms/baseline.js'
import { type ArmPair, type Contrast, pairKey, pairOf } from './arms/contrast.js'
import type { Focus } from './arms/focus-arms.js'
import { focusArms } from './arms/focus-arms.js'
import type { TokensOf } from './arms/tokens-read.js'
import { type MatrixPair, pairMatrix } from './matrix.js'
import { senseOf, worstOf } from './measure-direction.js'
import type { Comparison, DeclaredComparison } from './tested/comparison.js'
import { GOAL, signFlipP, type TestSettings } from './tested/comparison-test.js'
import { declaredComparison } from './tested/declared-comparison.js'
import { declaredEstimate } from './tested/declared-interval.js'
import { type Exclusion, intentionToTreat, pairRows } from './tested/paired-rows.js'
import { distinctPairs, familiesOf, testPairs } from './tested/test-pairs.js'
import { type CellKey, completeTable, type TablePlan, type ValueRow, type ValueTable } from './value-table.js'

export type { Exclusion, ValueRow }

/** The generator whose answers the verdict, the primary comparison, the matrix and the strata are about, and why that one. */
export type HeadlineGenerator = { readonly name: string; readonly because: string }

/** How a summary compares arms. */
export type SummarySettings = {
  readonly baseline: Baseline | null
  /** The one comparison that an experiment was made for. */
  readonly primary: Contrast | null
  /** Further comparisons that were declared before the run. */
  readonly secondary?: readonly Contrast[]
  /** Null: the first generator of the plan. */
  readonly headline: HeadlineGenerator | null
  /** The margin of the primary comparison if that has none of its own; null: not declared. */
  readonly margin: number | null
  readonly seed: number
  readonly resamples: number
  /** Absent if no tokens are known. */
  readonly tokensOf?: TokensOf
}

/** Mean over the scored items of one cell; unscored: how many items have no value, by reason. */
export type CellSummary = CellKey & Estimate & { readonly unscored: readonly ReasonCount[] }

/** How many items have no value for this reason. */
export type ReasonCount = { readonly reason: string; readonly count: number }

/** Everything that a report says about the values of one experiment. */
export type Summary = BaselineName & {
  readonly instructions: number
  readonly patients: number
  readonly level: number
  readonly resamples: number
  readonly seed: number
  readonly primary: DeclaredComparison | null
  /** The primary comparison in which a value that only one arm lacks counts as the worst value. */
  readonly intentionToTreat: Estimate | null
  /** The smallest true difference that such a primary comparison finds with 80% power, given how much its data vary. */
  readonly detectable: number | null
  readonly margin: number | null
  /** Other declared comparisons, in the order of the file. They are a family of their own. */
  readonly secondary: readonly DeclaredComparison[]
  readonly headline: HeadlineGenerator
  /** The measure, budget and generator for which strategies are compared: the primary comparison's, otherwise the first measure that judges. */
  readonly focus: Focus
  readonly matrix: readonly MatrixPair[]
  readonly cells: readonly CellSummary[]
  /** Every cell that has a baseline, those that were declared included. */
  readonly comparisons: readonly Comparison[]
}

const LEVEL = 0.95

/** Means of all cells and paired differences to the baseline, with intervals by a bootstrap over patients. */
export function summarise(rows: readonly ValueRow[], plan: TablePlan, settings: SummarySettings): Summary {
  const table = completeTable(rows, plan)
  const { baseline, primary: declared, secondary = [] } = settings
  const name = baselineNameOf(baseline)
  if (name !== null && !isIndexBaseline(name) && plan.arms.every(({ strategy }) => strategy !== name))
    throw new Error(`expected a baseline among the strategies of the experiment, found ${name}`)
  const generators = [...new Set(plan.arms.map(({ generator }) => generator))]
  const headline = settings.headline ?? {
    name: generators[0]!,
    because: generators.length === 1 ? 'the only generator' : 'the first generator',
  }
  const lookup = { arms: plan.arms, baseline, headline: headline.name }
  const [primaryPair = null, ...secondaryPairs] = [declared, ...secondary].map((contrast) =>
    contrast === null ? null : pairOf(contrast, lookup),
  )
  const explored = table.cells.flatMap(({ measure, ...arm }): ArmPair[] => {
    const other = baselineOf(arm, baseline, plan.arms)
    return other === null ? [] : [{ measure, arm, other }]
  })
  const all = distinctPairs([
    ...explored,
    ...[primaryPair, ...secondaryPairs].filter((pair) => pair !== null),
  ])
  const test = { seed: settings.seed, resamples: settings.resamples, level: LEVEL }
  const paired = all.map(({ measure, arm, other }) =>
    pairRows(table.rowsOf({ ...arm, measure }), table.rowsOf({ ...other, measure })),
  )
  const scored = table.cells.map((cell) => table.rowsOf(cell).filter((row) => row.value !== null))
  const estimates = bootstrapMeans(
    [
      ...scored.map((cell) => cell.map((row) => ({ cluster: row.patientId, value: row.value! }))),
      ...paired.map((pair) => pair.differences),
    ],
    test,
  )
  const cells = table.cells.map((cell, i) => ({
    ...cell,
    ...estimates[i]!,
    unscored: countReasons(table.rowsOf(cell)),
  }))
  const tested = testPairs(all, {
    paired,
    estimates: estimates.slice(cells.length),
    families: familiesOf(primaryPair, secondaryPairs),
    test,
  })
  const pairedBy = new Map(all.map((pair, i) => [pairKey(pair), paired[i]!]))
  const compared = {
    tested,
    paired: pairedBy,
    instructionIds: plan.items.map(({ instructionId }) => instructionId),
    tokensOf: settings.tokensOf ?? (() => null),
    test,
  }
  const margin = declared?.margin ?? settings.margin
  const primary = primaryPair === null ? null : declaredComparison(primaryPair, margin, compared)
  const focus = primary === null ? firstFocus(plan, headline.name) : focusOf(primary)
  const pairedPrimary = primaryPair === null ? null : pairedBy.get(pairKey(primaryPair))!
  const at = baselineBudgetText(baseline, plan.arms)
  return {
    instructions: plan.items.length,
    patients: new Set(plan.items.map((item) => item.patientId)).size,
    level: LEVEL,
    resamples: settings.resamples,
    seed: settings.seed,
    baseline: name,
    ...(at === undefined ? {} : { baselineAt: at }),
    primary,
    intentionToTreat: primaryPair === null ? null : treated(primaryPair, table, test),
    detectable:
      pairedPrimary === null ? null : observedDetectable(pairedPrimary.differences, GOAL).difference,
    margin,
    secondary: secondary.map((contrast, i) =>
      declaredComparison(secondaryPairs[i]!, contrast.margin ?? null, compared),
    ),
    headline,
    focus,
    matrix: pairMatrix(table, {
      arms: focusArms(plan.arms, focus),
      measure: focus.measure,
      testOf: (differences) => signFlipP(differences, test),
    }),
    cells,
    comparisons: explored.map((pair) => tested.get(pairKey(pair))!),
  }
}

function treated({ measure, arm, other }: ArmPair, table: ValueTable, settings: TestSettings): Estimate {
  const column = intentionToTreat(
    table.rowsOf({ ...arm, measure }),
    table.rowsOf({ ...other, measure }),
    worstOf(measure),
  )
  return declaredEstimate(bootstrapMeans([column], settings)[0]!, column, { measure, test: settings })
}

function focusOf({ measure, budget, budgetName, generator }: CellKey): Focus {
  return { measure, budget, ...(budgetName === undefined ? {} : { budgetName }), generator }
}

function firstFocus({ measures, arms }: TablePlan, generator: string): Focus {
  const measure = measures.find((name) => senseOf(name) !== 0) ?? measures[0]!
  return focusOf({ ...arms.find((arm) => arm.generator === generator)!, measure })
}

function countReasons(rows: readonly ValueRow[]): ReasonCount[] {
  const counts = new Map<string, number>()
  for (const { reason } of rows) if (reason !== null) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts].map(([reason, count]) => ({ reason, count })).toSorted(byCountThenReason)
}

function byCountThenReason(a: ReasonCount, b: ReasonCount): number {
  return b.count - a.count || (a.reason < b.reason ? -1 : 1)
}
