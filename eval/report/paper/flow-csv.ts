import type { ParticipantFlow } from '../figures/participant-flow.js'
import { tableCsv } from './paper-table.js'

const COLUMNS = ['step', 'arm', 'generator', 'reason', 'patients', 'instructions'].map((name) => ({
  name,
  kind: 'text' as const,
}))

/** The flow as a table: steps read, left out and usable, then scored and unscored of each arm. A count that is not known is empty. */
export function flowCsv({ read, excluded, usable, arms }: ParticipantFlow): string {
  const rows: (string | number | null)[][] = [
    ['read', '', '', '', read.patients, read.instructions],
    ...excluded.map(({ reason, patients, instructions }) => [
      'left out',
      '',
      '',
      reason,
      patients,
      instructions,
    ]),
    ['usable', '', '', '', usable.patients, usable.instructions],
    ...arms.flatMap(({ arm, generator, scored, unscored }) => [
      ['scored', arm, generator, '', null, scored],
      ...unscored.map(({ reason, count }) => ['unscored', arm, generator, reason, null, count]),
    ]),
  ]
  return tableCsv({ columns: COLUMNS, rows: rows.map((row) => row.map((cell) => String(cell ?? ''))) })
}
