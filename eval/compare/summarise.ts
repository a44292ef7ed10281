import { observedDetectable } from '../statistics/design/minimum-detectable.js'
import { holm } from '../statistics/multiplicity.js'
import { countWins } from '../statistics/paired/wins.js'
import { bootstrapMeans, type Estimate } from '../statistics/resampling/bootstrap.js'
import { baselineOf, isIndexBaseline } from './baseline.js'
import { type ComparisonTest, GOAL, signFlipP, testComparison } from './comparison-test.js'
import { type MatrixPair, pairMatrix } from './matrix.js'
import { senseOf, turned, worstOf } from './measure-direction.js'
import { type Exclusion, intentionToTreat, type PairedRows, pairRows } from './paired-rows.js'
import type { Focus } from './strata.js'
import {
  type CellKey,
  completeTable,
  keyOf,
  type TablePlan,
  type ValueRow,
  type ValueTable,
} from './value-table.js'

export type { Exclusion, ValueRow }

/** The one comparison that an experiment was made for. */
export type PrimaryContrast = {
  readonly measure: string
  readonly strategy: string
  readonly budget: number | null
}

/** The generator whose answers the verdict, the primary comparison, the matrix and the strata are about, and why that one. */
export type HeadlineGenerator = { readonly name: string; readonly because: string }

/** How a summary compares strategies. */
export type SummarySettings = {
  /** An arm, or an index as '@' and its name: `baselineOf` says which arm others are compared with. */
  readonly baseline: string | null
  readonly primary: PrimaryContrast | null
  /** Null: the first generator of the plan. */
  readonly headline: HeadlineGenerator | null
  /** Points of 100 by which the primary strategy may be worse and still count as no worse; null: not declared. */
  readonly margin: number | null
  readonly seed: number
  readonly resamples: number
}

/** Mean over the scored items of one cell; unscored: how many items have no value, by reason. */
export type CellSummary = CellKey & Estimate & { readonly unscored: readonly ReasonCount[] }

/** How many items have no value for this reason. */
export type ReasonCount = { readonly reason: string; readonly count: number }

/**
 * Strategy minus baseline over the n instructions scored in both (`mean` is the mean difference). A win is a better value, or a
 * higher one if the measure does not judge.
 */
export type Comparison = CellKey &
  Estimate & {
    readonly baseline: string
    readonly wins: number
    readonly ties: number
    readonly losses: number
    readonly exclusions: readonly Exclusion[]
    readonly test: ComparisonTest
    /** Holm over all comparisons but the primary one; null for the primary one, and if there is no p. */
    readonly adjustedP: number | null
  }

/** Everything that a report says about the values of one experiment. */
export type Summary = {
  readonly instructions: number
  readonly patients: number
  readonly level: number
  readonly resamples: number
  readonly seed: number
  readonly baseline: string | null
  readonly primary: Comparison | null
  /** The primary comparison in which a value that only one arm lacks counts as the worst value. */
  readonly intentionToTreat: Estimate | null
  /** The smallest true difference that such a primary comparison finds with 80% power, given how much its data vary. */
  readonly detectable: number | null
  readonly margin: number | null
  readonly headline: HeadlineGenerator
  /** The measure, budget and generator for which strategies are compared: the primary comparison's, otherwise the first measure that judges. */
  readonly focus: Focus
  readonly matrix: readonly MatrixPair[]
  readonly cells: readonly CellSummary[]
  readonly comparisons: readonly Comparison[]
}

const LEVEL = 0.95

/** Means of all cells and paired differences to the baseline, with intervals by a bootstrap over patients. */
export function summarise(rows: readonly ValueRow[], plan: TablePlan, settings: SummarySettings): Summary {
  const table = completeTable(rows, plan)
  const { baseline } = settings
  if (baseline !== null && !isIndexBaseline(baseline) && !plan.strategies.includes(baseline))
    throw new Error(`expected a baseline among ${plan.strategies.join(', ')}, found ${baseline}`)
  const scored = table.cells.map((cell) => table.rowsOf(cell).filter((row) => row.value !== null))
  const others = table.cells.flatMap((cell) => {
    const other = baselineOf(cell.strategy, baseline, plan.strategies)
    return other === null ? [] : [{ cell, other }]
  })
  const pairs = others.map(({ cell, other }) =>
    pairRows(table.rowsOf(cell), table.rowsOf({ ...cell, strategy: other })),
  )
  const test = { seed: settings.seed, resamples: settings.resamples, level: LEVEL }
  const columns = [
    ...scored.map((cell) => cell.map((row) => ({ cluster: row.patientId, value: row.value! }))),
    ...pairs.map((pair) => pair.differences),
  ]
  const estimates = bootstrapMeans(columns, test)
  const cells = table.cells.map((cell, i) => ({
    ...cell,
    ...estimates[i]!,
    unscored: countReasons(table.rowsOf(cell)),
  }))
  const compared = others.map(({ cell, other }, i) => {
    const { wins, ties, losses } = countWins(
      turned(
        pairs[i]!.differences.map(({ value }) => value),
        cell.measure,
      ),
    )
    const estimate = estimates[table.cells.length + i]!
    const { exclusions } = pairs[i]!
    return { ...cell, ...estimate, baseline: other, wins, ties, losses, exclusions, pair: pairs[i]! }
  })
  const headline = settings.headline ?? {
    name: plan.generators[0]!,
    because: plan.generators.length === 1 ? 'the only generator' : 'the first generator',
  }
  const primaryKey =
    settings.primary === null ? null : keyOf(primaryCell(settings.primary, compared, headline.name))
  const comparisons = withTests(compared, primaryKey, test)
  const primary = comparisons.find((one) => keyOf(one) === primaryKey) ?? null
  const primaryPair = compared.find((one) => keyOf(one) === primaryKey)?.pair
  const focus = primary === null ? firstFocus(plan, headline.name) : focusOf(primary)
  return {
    instructions: plan.items.length,
    patients: new Set(plan.items.map((item) => item.patientId)).size,
    level: LEVEL,
    resamples: settings.resamples,
    seed: settings.seed,
    baseline,
    primary,
    intentionToTreat: primary === null ? null : treated(primary, table, test),
    detectable:
      primaryPair === undefined ? null : observedDetectable(primaryPair.differences, GOAL).difference,
    margin: settings.margin,
    headline,
    focus,
    matrix: pairMatrix(table, {
      strategies: plan.strategies,
      focus,
      testOf: (differences) => signFlipP(differences, test),
    }),
    cells,
    comparisons,
  }
}

type Untested = Omit<Comparison, 'test' | 'adjustedP'> & { readonly pair: PairedRows }
type Settings = Parameters<typeof testComparison>[1]

function withTests(
  compared: readonly Untested[],
  primaryKey: string | null,
  settings: Settings,
): Comparison[] {
  const tests = compared.map(({ pair }) => testComparison(pair, settings))
  const family = compared.flatMap((one, i) => (keyOf(one) === primaryKey ? [] : [i]))
  const adjusted = holm(family.map((i) => tests[i]!.p))
  return compared.map(({ pair: _, ...one }, i) => {
    const place = family.indexOf(i)
    return { ...one, test: tests[i]!, adjustedP: place < 0 ? null : adjusted[place]! }
  })
}

function treated(primary: Comparison, table: ValueTable, settings: Settings): Estimate {
  const { baseline, ...cell } = primary
  const column = intentionToTreat(
    table.rowsOf(cell),
    table.rowsOf({ ...cell, strategy: baseline }),
    worstOf(cell.measure),
  )
  return bootstrapMeans([column], settings)[0]!
}

function focusOf({ measure, budget, generator }: CellKey): Focus {
  return { measure, budget, generator }
}

function firstFocus({ measures, budgets }: TablePlan, generator: string): Focus {
  const measure = measures.find((name) => senseOf(name) !== 0) ?? measures[0]!
  return { measure, budget: budgets[0]!, generator }
}

function countReasons(rows: readonly ValueRow[]): ReasonCount[] {
  const counts = new Map<string, number>()
  for (const { reason } of rows) if (reason !== null) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts].map(([reason, count]) => ({ reason, count })).toSorted(byCountThenReason)
}

function byCountThenReason(a: ReasonCount, b: ReasonCount): number {
  return b.count - a.count || (a.reason < b.reason ? -1 : 1)
}

function primaryCell(primary: PrimaryContrast, comparisons: readonly Untested[], generator: string): CellKey {
  const found = comparisons.find(
    (comparison) =>
      comparison.measure === primary.measure &&
      comparison.strategy === primary.strategy &&
      comparison.budget === primary.budget &&
      comparison.generator === generator,
  )
  if (found === undefined)
    throw new Error(
      `expected a primary comparison within the experiment and against its baseline, found ${primary.strategy} at budget ${primary.budget} on ${primary.measure} (${generator})`,
    )
  return found
}
