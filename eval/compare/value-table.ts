/** One value of one instruction under one arm. value is null if and only if reason says why it is unscored. */
export type ValueRow = {
  readonly instructionId: string
  readonly patientId: string
  readonly strategy: string
  readonly budget: number | null
  /** The name of a budget that is not declared as a number, such as 'window'. */
  readonly budgetName?: string
  readonly generator: string
  readonly measure: string
  readonly value: number | null
  readonly reason: string | null
}

/** A strategy at one of its budgets, as a generator reads it. */
export type PlanArm = Omit<CellKey, 'measure'>

/** The rows that an experiment must have: one for every item x arm x measure. */
export type TablePlan = {
  readonly items: readonly { readonly instructionId: string; readonly patientId: string }[]
  /** Grouped by generator, then by strategy. */
  readonly arms: readonly PlanArm[]
  readonly measures: readonly string[]
}

/** One arm under one measure. `budgetName`: absent for a budget that is declared as a number. */
export type CellKey = {
  readonly strategy: string
  readonly budget: number | null
  readonly budgetName?: string
  readonly generator: string
  readonly measure: string
}

/** The rows of every cell in the plan's order of items. */
export type ValueTable = {
  readonly cells: readonly CellKey[]
  rowsOf(cell: CellKey): readonly ValueRow[]
}

const SHOWN_IDS = 20

/** Sorts the rows into cells. Throws if an instruction has no row or two rows in a cell, or if a row is not in the plan. */
export function completeTable(rows: readonly ValueRow[], plan: TablePlan): ValueTable {
  const place = new Map(plan.items.map((item, i) => [item.instructionId, i]))
  if (place.size < plan.items.length)
    throw new Error('expected each instruction once in the plan, found one twice')
  const cells = cellsOf(plan)
  const table = new Map(cells.map((cell) => [keyOf(cell), new Map<number, ValueRow>()]))
  for (const row of rows) {
    const index = place.get(row.instructionId)
    const cell = table.get(keyOf(row))
    if (cell === undefined || index === undefined)
      throw new Error(
        `expected only values of the plan, found ${describe(row)}, instruction ${row.instructionId}`,
      )
    if (cell.has(index))
      throw new Error(`expected one value, found two: ${describe(row)}, instruction ${row.instructionId}`)
    checkRow(row, plan.items[index]!.patientId)
    cell.set(index, row)
  }
  for (const cell of cells) {
    const found = table.get(keyOf(cell))!
    const missing = plan.items.filter((_, i) => !found.has(i)).map((item) => item.instructionId)
    if (missing.length > 0)
      throw new Error(
        `expected the same instructions in every arm, found none of ${list(missing)} in ${describe(cell)}`,
      )
  }
  return {
    cells,
    rowsOf: (cell) => {
      const found = table.get(keyOf(cell))
      if (found === undefined) throw new Error(`expected a cell of the plan, found ${describe(cell)}`)
      return plan.items.map((_, i) => found.get(i)!)
    },
  }
}

function cellsOf(plan: TablePlan): CellKey[] {
  return plan.measures.flatMap((measure) => plan.arms.map((arm) => ({ ...arm, measure })))
}

function checkRow(row: ValueRow, patientId: string): void {
  const where = `${describe(row)}, instruction ${row.instructionId}`
  if (row.patientId !== patientId)
    throw new Error(`expected patient ${patientId}, found ${row.patientId}: ${where}`)
  if ((row.value === null) === (row.reason === null))
    throw new Error(
      `expected either a value or a reason, found ${row.value === null ? 'neither' : 'both'}: ${where}`,
    )
  if (row.value !== null && !Number.isFinite(row.value))
    throw new Error(`expected a finite value, found ${row.value}: ${where}`)
}

/** One string per arm, for maps. */
export function armKey({ strategy, budget, generator }: PlanArm): string {
  return JSON.stringify([strategy, budget, generator])
}

/** One string per cell, for maps. */
export function keyOf(cell: CellKey): string {
  return JSON.stringify([cell.strategy, cell.budget, cell.generator, cell.measure])
}

function describe(cell: CellKey): string {
  const budget = cell.budget === null ? 'no budget' : `budget ${cell.budget}`
  return `${cell.strategy}, ${budget}, ${cell.generator}, ${cell.measure}`
}

function list(ids: readonly string[]): string {
  const more = ids.length > SHOWN_IDS ? ` and ${ids.length - SHOWN_IDS} more` : ''
  return `${ids.length} (${ids.slice(0, SHOWN_IDS).join(', ')}${more})`
}
