import type { Summary } from '../compare/summarise.js'
import type { ValueRow } from '../compare/value-table.js'
import type { Provenance } from './provenance.js'

const VALUES_HEADER = 'instruction_id,patient_id,strategy,budget,generator,measure,value,reason,budget_name'

/**
 * values.csv: one line per row in the given order, RFC 4180 quoting, lines end with \n. An unscored row has an empty value, and a
 * budget that is declared as a number has an empty name.
 */
export function valuesCsv(rows: readonly ValueRow[]): string {
  const lines = rows.map((row) =>
    [
      row.instructionId,
      row.patientId,
      row.strategy,
      row.budget,
      row.generator,
      row.measure,
      row.value,
      row.reason,
      row.budgetName ?? null,
    ]
      .map(csvField)
      .join(','),
  )
  return `${[VALUES_HEADER, ...lines].join('\n')}\n`
}

/** One JSON object per line and row, in the given order; an unscored row has the value null and its reason. */
export function valuesJsonl(rows: readonly ValueRow[]): string {
  return rows
    .map(({ instructionId, patientId, strategy, budget, generator, measure, value, reason, budgetName }) => {
      const name = budgetName === undefined ? {} : { budgetName }
      return JSON.stringify({
        ...{ instructionId, patientId, strategy, budget, generator, measure, value, reason },
        ...name,
      })
    })
    .map((line) => `${line}\n`)
    .join('')
}

/**
 * summary.json: means, intervals, comparisons and what produced them. Everything but `execution` is the same to the byte if the
 * answers are the same. Keys in alphabetical order at every level.
 */
export function summaryJson(summary: Summary, { execution, ...provenance }: Provenance): string {
  return `${JSON.stringify(withSortedKeys({ ...summary, provenance, execution }), null, 2)}\n`
}

/** A field by RFC 4180; empty for null. */
export function csvField(value: string | number | null): string {
  if (value === null) return ''
  const text = String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function withSortedKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withSortedKeys)
  if (value === null || typeof value !== 'object') return value
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, withSortedKeys(inner)]))
}
