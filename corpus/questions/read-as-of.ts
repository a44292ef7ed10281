import { basename } from 'node:path'
import { InputError } from '../../base/errors/input-error.js'
import { inclusiveEnd } from '../chart-time.js'
import type { ProblemTally } from '../problem.js'
import type { ChartTime } from '../record.js'
import { ROW_LEFT_OUT, readTable } from '../tables/read-table.js'
import { TableIds } from '../tables/table-id.js'

/** The inclusive end of what an instruction may see, null if its row gives none that can be read, and file and line of the row. */
export type AsOf = { readonly time: ChartTime | null; readonly where: string }

/** How a time that cannot be read is reported, after file and line. */
export const EXPECTED_TIME = 'as_of: expected a time such as 2022-03-30 06:06:23, found something else'

/**
 * As-of times by instruction. A time that cannot be read is counted and makes its instruction unusable; a row with
 * too many fields is refused, since the instruction that lost it would see the future.
 */
export function readAsOf(path: string, problems: ProblemTally): Map<string, AsOf> {
  const times = new Map<string, AsOf>()
  const file = basename(path)
  const ids = new TableIds(problems)
  const rows = readTable(path, [['instruction_id'], ['as_of']], (found, where) => {
    if (found !== ROW_LEFT_OUT) return problems.add(found, where)
    throw new InputError(`${where}: expected instruction_id and as_of, found a ${found}`)
  })
  for (const { line, fields } of rows) {
    const where = `${file}:${line}`
    const time = inclusiveEnd(fields['as_of']!)
    if (time === null) problems.add('as-of time that cannot be read, its instruction is unusable', where)
    const id = ids.read(fields['instruction_id']!, where)
    const known = times.get(id)
    if (known !== undefined && known.time !== null && time !== null && known.time !== time)
      throw new InputError(
        `${where}: expected one as-of time per instruction, found another at ${known.where}`,
      )
    if (known === undefined || known.time !== null) times.set(id, { time, where })
  }
  return times
}
