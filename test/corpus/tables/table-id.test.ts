import { describe, expect, it } from 'vitest'
import { ProblemTally } from '../../../corpus/problem.js'
import { TableIds, tableId } from '../../../corpus/tables/table-id.js'

describe('tableId', () => {
  it.each([
    ['7', '7'],
    ['7.0', '7'],
    [' 7\t', '7'],
    ['"7"', '7'],
    ['" 7.00 "', '7'],
    ['7060080173.0', '7060080173'],
    ['7.060080173e+09', '7060080173'],
    ['007', '007'],
    ['7.5', '7.5'],
    ['v1.0', 'v1.0'],
    ['12e3', '12e3'],
    // No float holds it to the last digit, so nobody knows which id it was.
    ['7.0600801731234567e+17', '7.0600801731234567e+17'],
    ['1.25e+01', '1.25e+01'],
    ['', ''],
    ['NaN', ''],
    ['<NA>', ''],
    ['None', ''],
  ])('reads %j as %j', (cell, id) => {
    expect(tableId(cell)).toBe(id)
    expect(tableId(id)).toBe(id)
  })
})

describe('TableIds', () => {
  it('counts another spelling of an id, and no other id', () => {
    const problems = new ProblemTally()
    const ids = new TableIds(problems)
    const cells = ['7', '8', '7', '7.0', ' 7 ', '007', '', 'nan']
    expect(cells.map((cell, i) => ids.read(cell, `t.tsv:${i + 2}`))).toEqual([
      '7',
      '8',
      '7',
      '7',
      '7',
      '007',
      '',
      '',
    ])
    expect(problems.list()).toEqual([
      { kind: 'id spelled in more than one way (as 7 and 7.0), read as one', count: 1, first: 't.tsv:5' },
    ])
  })
})
