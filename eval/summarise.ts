import { bootstrapMeans, type Estimate } from './bootstrap.js'
import { type CellKey, completeTable, type TablePlan, type ValueRow } from './value-table.js'

export type { ValueRow }

/** The one comparison that an experiment was made for. generator null: the first of the plan. */
export type PrimaryContrast = {
  readonly measure: string
  readonly strategy: string
  readonly budget: number | null
  readonly generator: string | null
}

export type SummarySettings = {
  readonly baseline: string | null
  readonly primary: PrimaryContrast | null
  readonly seed: number
  readonly resamples: number
}

/** Mean over the scored items of one cell; unscored: how many items for which reason. */
export type CellSummary = CellKey & Estimate & { readonly unscored: readonly ReasonCount[] }

export type ReasonCount = { readonly reason: string; readonly count: number }

/** Strategy minus baseline over the n instructions scored in both (`mean` is the mean difference). */
export type Comparison = CellKey &
  Estimate & {
    readonly baseline: string
    readonly wins: number
    readonly ties: number
    readonly losses: number
    readonly exclusions: readonly Exclusion[]
  }

/** An instruction that a comparison leaves out, with the reason of each arm (null: that arm has a value). */
export type Exclusion = {
  readonly instructionId: string
  readonly reason: string | null
  readonly baselineReason: string | null
}

export type Summary = {
  readonly instructions: number
  readonly patients: number
  readonly level: number
  readonly resamples: number
  readonly seed: number
  readonly baseline: string | null
  readonly primary: Comparison | null
  readonly cells: readonly CellSummary[]
  readonly comparisons: readonly Comparison[]
}

const LEVEL = 0.95
const TIE = 1e-12

/** Means of all cells and paired differences to the baseline, intervals by a bootstrap over patients. */
export function summarise(rows: readonly ValueRow[], plan: TablePlan, settings: SummarySettings): Summary {
  const table = completeTable(rows, plan)
  const { baseline } = settings
  if (baseline !== null && !plan.strategies.includes(baseline))
    throw new Error(`expected a baseline among ${plan.strategies.join(', ')}, found ${baseline}`)
  const scored = table.cells.map((cell) => table.rowsOf(cell).filter((row) => row.value !== null))
  const others = baseline === null ? [] : table.cells.filter((cell) => cell.strategy !== baseline)
  const pairs = others.map((cell) =>
    pairRows(table.rowsOf(cell), table.rowsOf({ ...cell, strategy: baseline! })),
  )
  const columns = [
    ...scored.map((cell) => cell.map((row) => ({ cluster: row.patientId, value: row.value! }))),
    ...pairs.map((pair) => pair.differences),
  ]
  const estimates = bootstrapMeans(columns, { ...settings, level: LEVEL })
  const cells = table.cells.map((cell, i) => ({
    ...cell,
    ...estimates[i]!,
    unscored: countReasons(table.rowsOf(cell)),
  }))
  const comparisons = others.map((cell, i) => {
    const values = pairs[i]!.differences.map((difference) => difference.value)
    return {
      ...cell,
      ...estimates[table.cells.length + i]!,
      baseline: baseline!,
      wins: values.filter((value) => value > TIE).length,
      ties: values.filter((value) => Math.abs(value) <= TIE).length,
      losses: values.filter((value) => value < -TIE).length,
      exclusions: pairs[i]!.exclusions,
    }
  })
  return {
    instructions: plan.items.length,
    patients: new Set(plan.items.map((item) => item.patientId)).size,
    level: LEVEL,
    resamples: settings.resamples,
    seed: settings.seed,
    baseline,
    primary: settings.primary === null ? null : findPrimary(settings.primary, comparisons, plan),
    cells,
    comparisons,
  }
}

function pairRows(rows: readonly ValueRow[], baselineRows: readonly ValueRow[]) {
  const differences: { cluster: string; value: number }[] = []
  const exclusions: Exclusion[] = []
  for (const [i, row] of rows.entries()) {
    const base = baselineRows[i]!
    if (row.value !== null && base.value !== null)
      differences.push({ cluster: row.patientId, value: row.value - base.value })
    else
      exclusions.push({ instructionId: row.instructionId, reason: row.reason, baselineReason: base.reason })
  }
  return { differences, exclusions }
}

function countReasons(rows: readonly ValueRow[]): ReasonCount[] {
  const counts = new Map<string, number>()
  for (const { reason } of rows) if (reason !== null) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  return [...counts].map(([reason, count]) => ({ reason, count })).toSorted(byCountThenReason)
}

function byCountThenReason(a: ReasonCount, b: ReasonCount): number {
  return b.count - a.count || (a.reason < b.reason ? -1 : 1)
}

function findPrimary(
  primary: PrimaryContrast,
  comparisons: readonly Comparison[],
  plan: TablePlan,
): Comparison {
  const generator = primary.generator ?? plan.generators[0]
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
