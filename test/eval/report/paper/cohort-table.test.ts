import { describe, expect, it } from 'vitest'
import { type Cohort, cohortTable, spreadText } from '../../../../eval/report/paper/cohort-table.js'

const RECORD = { notes: 10, events: 100, tokens: 1000, days: 365.25, instructions: 1 }
const COHORT: Cohort = {
  records: [RECORD, { ...RECORD, notes: 20, instructions: 3 }],
  counter: 'cl100k',
  years: { first: '2019', last: '2024' },
  evidenceAges: [0, 10, 20],
  usableInstructions: 4,
  withAsOf: 4,
}

describe('the cohort table', () => {
  it('gives median, quartiles and range by linear interpolation', () => {
    // Positions 3p of [1, 2, 4, 8]: .75 -> 1.75, 1.5 -> 3, 2.25 -> 5.
    expect(spreadText([8, 1, 4, 2])).toBe('3 (1.8 to 5; 1 to 8)')
    expect(spreadText([1234.5])).toBe('1,235 (1,235 to 1,235; 1,235 to 1,235)')
    expect(spreadText([])).toBe('none')
  })

  it('has one column if every record has an instruction', () => {
    const { columns, rows } = cohortTable(COHORT)
    expect(columns.map(({ name }) => name)).toEqual(['characteristic', 'records'])
    expect(Object.fromEntries(rows)).toMatchObject({
      patients: '2',
      notes: '30',
      'usable instructions': '4',
      'notes per record': '15 (12.5 to 17.5; 10 to 20)',
      'years from first to last entry': '1 (1 to 1; 1 to 1)',
      'age of the newest evidence, days': '10 (5 to 15; 0 to 20)',
      'years of oldest and newest entry': '2019 to 2024',
    })
  })

  it('has a second column for the records that are asked about', () => {
    const { columns, rows } = cohortTable({
      ...COHORT,
      records: [...COHORT.records, { ...RECORD, instructions: 0 }],
    })
    expect(columns.map(({ name }) => name)).toEqual(['characteristic', 'all records', 'with instructions'])
    expect(rows.find(([name]) => name === 'patients')).toEqual(['patients', '3', '2'])
    expect(rows.every((row) => row.length === 3)).toBe(true)
  })

  it('says so if nothing has a time and nothing is judged', () => {
    const records = [{ ...RECORD, days: null }]
    const { rows } = cohortTable({ ...COHORT, records, years: null, evidenceAges: [] })
    expect(Object.fromEntries(rows)).toMatchObject({
      'years from first to last entry': 'none',
      'age of the newest evidence, days': 'none',
      'years of oldest and newest entry': 'no times',
    })
  })
})
