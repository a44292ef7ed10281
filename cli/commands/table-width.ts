import { STANDARD_COLUMNS } from '../../eval/report/tables/wrap-text.js'
import type { TableOptions } from './command-options.js'

/** A narrower table cannot be read. */
const LEAST_COLUMNS = 60

/** Columns that a table may take: 100, fewer on a narrow terminal, and as many as it needs with --wide. */
export function tableWidth({ wide }: TableOptions): number {
  if (wide) return Number.POSITIVE_INFINITY
  const { isTTY, columns } = process.stdout
  return isTTY ? Math.max(LEAST_COLUMNS, Math.min(columns, STANDARD_COLUMNS)) : STANDARD_COLUMNS
}
