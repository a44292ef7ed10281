import type { ValueRow } from '../../../eval/compare/value-table.js'

/** An arm whose answers are stored. */
export type AnsweredCell = { readonly strategy: string; readonly budget: number; readonly generator: string }

/** The arms that have values, in the order in which they first occur. */
export function answeredCells(rows: readonly ValueRow[]): AnsweredCell[] {
  const cells = new Map<string, AnsweredCell>()
  for (const { strategy, budget, generator } of rows)
    if (budget !== null)
      cells.set(JSON.stringify([strategy, budget, generator]), { strategy, budget, generator })
  return [...cells.values()]
}
