import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dividedTable, type PlainTable, wrappedTable } from '../../../../eval/report/tables/plain-table.js'

const widest = (text: string) => Math.max(...text.split('\n').map(({ length }) => length))

/** All that stands in cells, without frames and breaks. */
function letters(text: string): string {
  return [...text.replaceAll(/[┌┬┐├┼┤└┴┘─│\s]/gu, '')].sort().join('')
}

describe('dividedTable', () => {
  const head = ['strategy', '500', '1,000', '2,000', '4,000']
  const cell = '[n=24] 88.8 (80.1 to 95.0) +*'
  const table = {
    head,
    aligns: ['left', 'right', 'right', 'right', 'right'] as const,
    rows: [['hybrid+mmr', cell, cell, cell, cell]],
    labels: 1,
  }

  it('repeats the first column in every part, and no part is wider than asked', () => {
    const text = dividedTable(table, 100)
    expect(widest(text)).toBeLessThanOrEqual(100)
    expect(text.match(/│ strategy/g)).toHaveLength(2)
    expect(text.match(/88\.8/g)).toHaveLength(4)
    for (const budget of head.slice(1)) expect(text).toContain(budget)
  })

  it('is one table where there is room, or where width does not matter', () => {
    for (const width of [200, Number.POSITIVE_INFINITY]) {
      expect(dividedTable(table, width).match(/│ strategy/g)).toHaveLength(1)
    }
  })
})

describe('wrappedTable', () => {
  it('breaks at blanks, behind joining signs, and else anywhere', () => {
    const rows = [
      ['a text of several words', 'corpora/0123456789/patients/9001'],
      ['b', 'x'.repeat(40)],
    ]
    const text = wrappedTable({ head: ['what', 'where'], aligns: [], rows, labels: 0 }, 40)
    expect(widest(text)).toBeLessThanOrEqual(40)
    expect(text).toContain('patients/9001 ')
    expect(letters(text)).toBe(letters(['what', 'where', ...rows.flat()].join('')))
  })

  it('loses nothing and fits, whatever stands in the cells', () => {
    const word = fc.stringMatching(/^[a-z0-9/+-]{0,60}( [a-z]{1,20}){0,6}$/)
    const columns = fc.integer({ min: 1, max: 6 })
    fc.assert(
      fc.property(
        columns.chain((n) =>
          fc.array(fc.array(word, { minLength: n, maxLength: n }), { minLength: 1, maxLength: 5 }),
        ),
        fc.integer({ min: 100, max: 140 }),
        (rows, width) => {
          const head = rows[0]!.map((_, i) => `c${i}`)
          const text = wrappedTable({ head, aligns: [], rows, labels: 0 }, width)
          expect(widest(text)).toBeLessThanOrEqual(width)
          expect(letters(text)).toBe(letters([...head, ...rows.flat()].join('')))
        },
      ),
      { numRuns: 60 },
    )
  })

  it('cuts no character in two', () => {
    const text = wrappedTable({ head: ['e'], aligns: [], rows: [['🩺'.repeat(40)]], labels: 0 }, 20)
    expect((text as unknown as { isWellFormed(): boolean }).isWellFormed()).toBe(true)
  })
})

describe('a divided table with long labels', () => {
  it('wraps the labels before it gives each column a table of its own', () => {
    const table: PlainTable = {
      head: ['generator', 'server', ...Array.from({ length: 6 }, (_, i) => `column ${i}`)],
      aligns: [],
      rows: [['judge ollama:phi4:14b, tried before use', 'http://127.0.0.1:21434', 1, 2, 3, 4, 5, 6]],
      labels: 2,
    }
    // Frames and labels may take 50 of 100; a column takes 8 and its frame 3, so 4 of them fit beside the labels.
    const text = dividedTable(table, 100)
    const heads = text.split('\n').filter((line) => line.includes('generator'))
    expect(heads.map((head) => head.match(/column \d/g)!.length)).toEqual([4, 2])
    expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(100)
    expect(text).toContain('http://127.0.0.1:21434')
  })
})
