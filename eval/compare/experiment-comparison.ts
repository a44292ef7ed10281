import { countWins } from '../statistics/paired/wins.js'
import { bootstrapMeans, type Estimate } from '../statistics/resampling/bootstrap.js'
import { turned } from './measure-direction.js'
import { type CellKey, keyOf, type ValueRow } from './value-table.js'

/** Values of one experiment, and everything that produced them as pairs of parameter and value. */
export type ComparedExperiment = {
  /** What the comparison calls the experiment. */
  readonly label: string
  readonly rows: readonly ValueRow[]
  readonly parameters: ReadonlyMap<string, string>
}

/**
 * `mean`: the second experiment minus the first, over the n instructions scored in both; the other means are over the same
 * instructions.
 */
export type ComparedCell = CellKey &
  Estimate & {
    /** The second experiment's budget if it has the same name, such as 'window', but another size. */
    readonly secondBudget?: number | null
    readonly firstMean: number | null
    readonly secondMean: number | null
    readonly wins: number
    readonly ties: number
    readonly losses: number
  }

/** Two experiments over the same instructions. */
export type ExperimentComparison = {
  readonly first: string
  readonly second: string
  readonly instructions: number
  readonly patients: number
  readonly level: number
  readonly resamples: number
  readonly seed: number
  readonly cells: readonly ComparedCell[]
  /** Parameters that differ; null: that experiment has no parameter of this name. */
  readonly differing: readonly DifferingParameter[]
}

/** A parameter that two experiments set differently; null: one of them does not have it. */
export type DifferingParameter = {
  readonly parameter: string
  readonly first: string | null
  readonly second: string | null
}

const LEVEL = 0.95

/**
 * Pairs the values of two experiments by instruction in every cell that both have (window with window), in the order of the first, with intervals by a
 * bootstrap over patients. The caller makes sure that both have the same instructions. Without a common cell the list of cells is
 * empty.
 */
export function compareExperiments(
  first: ComparedExperiment,
  second: ComparedExperiment,
  settings: { readonly seed: number; readonly resamples: number },
): ExperimentComparison {
  const others: ReadonlyMap<string, ValueRow> = new Map(
    second.rows.flatMap((row) => [rowKey(row), namedKey(row)].map((key) => [key, row] as const)),
  )
  const pairs = new Map<string, Compared>()
  for (const row of first.rows) {
    const other = others.get(namedKey(row)) ?? others.get(rowKey(row))
    if (other === undefined) continue
    const { strategy, budget, budgetName, generator, measure } = row
    const named = budgetName === undefined ? {} : { budgetName }
    const resized = other.budget === budget ? {} : { secondBudget: other.budget }
    const cell = { strategy, budget, ...named, generator, measure, ...resized }
    const found: Compared = pairs.get(keyOf(cell)) ?? { cell, rows: [] }
    pairs.set(keyOf(cell), found)
    if (row.value !== null && other.value !== null)
      found.rows.push({ cluster: row.patientId, first: row.value, second: other.value })
  }
  const columns = [...pairs.values()].map(({ rows }) =>
    rows.map(({ cluster, first: a, second: b }) => ({ cluster, value: b - a })),
  )
  const estimates = bootstrapMeans(columns, { ...settings, level: LEVEL })
  const cells = [...pairs.values()].map(({ cell, rows }, i) => {
    const wins = countWins(
      turned(
        columns[i]!.map(({ value }) => value),
        cell.measure,
      ),
    )
    return {
      ...cell,
      ...estimates[i]!,
      firstMean: meanOf(rows.map((pair) => pair.first)),
      secondMean: meanOf(rows.map((pair) => pair.second)),
      wins: wins.wins,
      ties: wins.ties,
      losses: wins.losses,
    }
  })
  return {
    first: first.label,
    second: second.label,
    instructions: new Set(first.rows.map(({ instructionId }) => instructionId)).size,
    patients: new Set(first.rows.map(({ patientId }) => patientId)).size,
    level: LEVEL,
    ...settings,
    cells,
    differing: differingParameters(first.parameters, second.parameters),
  }
}

type Pair = { readonly cluster: string; readonly first: number; readonly second: number }

type Compared = {
  readonly cell: CellKey & Pick<ComparedCell, 'secondBudget'>
  readonly rows: Pair[]
}

/** Windows are paired with windows, whatever their sizes are. */
function namedKey(row: ValueRow): string {
  const { instructionId, strategy, budget, budgetName, generator, measure } = row
  return JSON.stringify([instructionId, strategy, budgetName ?? budget, generator, measure])
}

function rowKey(row: ValueRow): string {
  return `${row.instructionId} ${keyOf(row)}`
}

function meanOf(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}

function differingParameters(
  first: ReadonlyMap<string, string>,
  second: ReadonlyMap<string, string>,
): DifferingParameter[] {
  return [...new Set([...first.keys(), ...second.keys()])].flatMap((parameter) => {
    const [a, b] = [first.get(parameter) ?? null, second.get(parameter) ?? null]
    return a === b ? [] : [{ parameter, first: a, second: b }]
  })
}
