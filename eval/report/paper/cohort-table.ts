import { formatCount } from '../../../base/text/format-count.js'
import { sortedQuantile } from '../../statistics/distributions/quantile.js'
import { formatNumber } from '../tables/format-value.js'
import type { PaperTable } from './paper-table.js'

/** A record of the corpus, in numbers. `days`: from its first to its last entry; null if fewer than one has a time. */
export type CohortRecord = {
  readonly notes: number
  readonly events: number
  /** Of the whole record as plain text. */
  readonly tokens: number
  readonly days: number | null
  /** Usable instructions that are about the patient. */
  readonly instructions: number
}

/** Who the patients are, as far as a corpus tells. */
export type Cohort = {
  readonly records: readonly CohortRecord[]
  /** The counter of the tokens. */
  readonly counter: string
  /** The years of the oldest and the newest entry; null if no entry has a time. */
  readonly years: { readonly first: string; readonly last: string } | null
  /** Days from the newest judged evidence that an instruction may see to its as-of time, for each instruction that has both. */
  readonly evidenceAges: readonly number[]
  readonly usableInstructions: number
  /** How many of these have an as-of time. */
  readonly withAsOf: number
}

const DAYS_PER_YEAR = 365.25

/** Characteristics of all records, and of those with a usable instruction if these are others. */
export function cohortTable({ records, counter, years, evidenceAges }: Cohort): PaperTable {
  const used = records.filter(({ instructions }) => instructions > 0)
  const groups = used.length === records.length ? [records] : [records, used]
  const names = groups.length === 1 ? ['records'] : ['all records', 'with instructions']
  const each = (of: (group: readonly CohortRecord[]) => string) => groups.map(of)
  const spread = (of: (record: CohortRecord) => number | null) =>
    each((group) => spreadText(group.map(of).filter((value) => value !== null)))
  const overall = (text: string) => groups.map((_, i) => (i === groups.length - 1 ? text : ''))
  return {
    name: 'cohort',
    caption: `The records. Median (first to third quartile; least to most). Tokens are those of ${counter}, of the whole record as plain text. The age of the evidence is the time from the newest judged evidence that an instruction may see to its as-of time, or to the end of the record if it has none.`,
    columns: [
      { name: 'characteristic', kind: 'text' },
      ...names.map((name) => ({ name, kind: 'number' as const })),
    ],
    rows: [
      ['patients', ...each((group) => formatCount(group.length))],
      ['notes', ...each((group) => formatCount(sum(group.map(({ notes }) => notes))))],
      ['structured events', ...each((group) => formatCount(sum(group.map(({ events }) => events))))],
      ['usable instructions', ...each((group) => formatCount(sum(group.map((one) => one.instructions))))],
      ['notes per record', ...spread(({ notes }) => notes)],
      ['structured events per record', ...spread(({ events }) => events)],
      ['tokens per record', ...spread(({ tokens }) => tokens)],
      [
        'years from first to last entry',
        ...spread(({ days }) => (days === null ? null : days / DAYS_PER_YEAR)),
      ],
      ['instructions per patient', ...spread(({ instructions }) => instructions)],
      ['age of the newest evidence, days', ...overall(spreadText(evidenceAges))],
      ['instructions with an age of evidence', ...overall(formatCount(evidenceAges.length))],
      [
        'years of oldest and newest entry',
        ...overall(years === null ? 'no times' : `${years.first} to ${years.last}`),
      ],
    ],
  }
}

/** '12 (8 to 20; 1 to 97)'; 'none' without values. */
export function spreadText(values: readonly number[]): string {
  if (values.length === 0) return 'none'
  const ascending = [...values].sort((a, b) => a - b)
  const [low, first, median, third, high] = [0, 0.25, 0.5, 0.75, 1].map((p) =>
    numberText(sortedQuantile(ascending, p)),
  )
  return `${median} (${first} to ${third}; ${low} to ${high})`
}

function numberText(value: number): string {
  return Number.isInteger(value) || value >= 1000 ? formatCount(Math.round(value)) : formatNumber(value)
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
