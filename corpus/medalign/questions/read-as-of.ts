import { basename } from 'node:path'
import { InputError } from '../../../base/errors/input-error.js'
import { inclusiveEnd } from '../../chart-time.js'
import type { ProblemTally } from '../../problem.js'
import type { ChartTime } from '../../record.js'
import { NO_ROWS, readTable } from '../../tables/read-table.js'
import { TableIds } from '../../tables/table-id.js'

/** The inclusive end of what an instruction may see, and file and line that say so. */
export type AsOf = { readonly time: ChartTime; readonly where: string }

/** A time that is lost would let an instruction see the future: a row that cannot be used is refused, not counted. */
export function readAsOf(path: string, problems: ProblemTally): Map<string, AsOf> {
  const times = new Map<string, AsOf>()
  const file = basename(path)
  const ids = new TableIds(problems)
  const rows = readTable(path, [['instruction_id'], ['as_of']], (found, where) => {
    if (found === NO_ROWS) return problems.add(found, where)
    throw new InputError(`${where}: expected instruction_id and as_of, found a ${found}`)
  })
  for (const { line, fields } of rows) {
    const where = `${file}:${line}`
    const asOf = inclusiveEnd(fields['as_of']!)
    if (asOf === null) {
      throw new InputError(
        `${where}: as_of: expected a time such as 2022-03-30 06:06:23, found something else`,
      )
    }
    const id = ids.read(fields['instruction_id']!, where)
    const known = times.get(id)
    if (known !== undefined && known.time !== asOf) {
      throw new InputError(
        `${where}: expected one as-of time per instruction, found another at ${known.where}`,
      )
    }
    times.set(id, { time: asOf, where })
  }
  return times
}
