import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splitRows } from '../../../corpus/tables/split-rows.js'

const fields = (text: string) => splitRows(text, '\t').map((row) => row.fields)

describe('splitRows', () => {
  it.each([
    [
      'rows with and without a last line end',
      'a\tb\n1\t2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'Windows line ends, and both kinds in one file',
      'a\tb\r\n1\t2\n3\t4\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
        ['3', '4'],
      ],
    ],
    [
      'empty fields, a last one included',
      '\ta\t\n\t\t',
      [
        ['', 'a', ''],
        ['', '', ''],
      ],
    ],
    [
      'no row from an empty line',
      'a\tb\n\n\r\n1\t2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'line ends, delimiters and doubled quotes within quotes',
      '"a\tb"\t"c\r\nd ""e"""\n1\t""',
      [
        ['a\tb', 'c\r\nd "e"'],
        ['1', ''],
      ],
    ],
    [
      'quotes that do not quote',
      '5\'11"\tsaid "fine"\n"fine" he said\t"x" "y"',
      [
        ['5\'11"', 'said "fine"'],
        ['"fine" he said', '"x" "y"'],
      ],
    ],
    [
      'a quote that is never closed',
      '1\t"open\n2\tx',
      [
        ['1', '"open'],
        ['2', 'x'],
      ],
    ],
    [
      'a quote that a later row seems to close',
      '1\t"open\n2\t"y" z',
      [
        ['1', '"open'],
        ['2', '"y" z'],
      ],
    ],
    [
      'a field that is one quote',
      '1\t"\n2\tx',
      [
        ['1', '"'],
        ['2', 'x'],
      ],
    ],
    ['nothing', '', []],
    [
      'lone CR line ends, also within quotes',
      'a\tb\r"1\r2"\t3\r\r4\t5\r',
      [
        ['a', 'b'],
        ['1\r2', '3'],
        ['4', '5'],
      ],
    ],
    [
      'all three line ends in one table',
      'a\tb\r\n1\t2\r3\t4\n5\t6\r7\t8',
      [
        ['a', 'b'],
        ['1', '2'],
        ['3', '4'],
        ['5', '6'],
        ['7', '8'],
      ],
    ],
    [
      'CR rows that a spreadsheet cut short, below a header with CR',
      'a\tb\tc\r1\r2\t3\r',
      [['a', 'b', 'c'], ['1'], ['2', '3']],
    ],
    [
      'a CR within a cell of a table with other line ends',
      'a\tb\n1\tone\rtwo\n3\t4\n',
      [
        ['a', 'b'],
        ['1', 'one\rtwo'],
        ['3', '4'],
      ],
    ],
    [
      'a CR behind a quoted part of a cell',
      'a\tb\n"x"\ry\t2\n',
      [
        ['a', 'b'],
        ['"x"\ry', '2'],
      ],
    ],
    [
      'line ends that were converted twice',
      'a\tb\r\r\n1\t2\r\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
  ])('reads %s', (_, text, rows) => {
    expect(fields(text)).toEqual(rows)
  })

  it('says on which line a row ends', () => {
    expect(splitRows('a\n"x\ny\nz"\n\nb\n', '\t').map(({ line }) => line)).toEqual([1, 4, 6])
    expect(splitRows('a\r"x\ry\rz"\r\rb\r', '\t').map(({ line }) => line)).toEqual([1, 4, 6])
    expect(splitRows('a\tb\n1\tx\ry\n2\tz\n', '\t').map(({ line }) => line)).toEqual([1, 2, 3])
  })

  const cell = fc.string({
    unit: fc.constantFrom('a', ' ', '"', '\t', '\n', '\r\n', ',', '😀'),
    maxLength: 8,
  })
  const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { maxLength: 6 })
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`

  it('reads back every table that was written with all fields quoted, as csv-parse does', () => {
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n', '\r'), (rows, lineEnd) => {
        const text = rows.map((row) => row.map(quote).join('\t')).join(lineEnd)
        expect(fields(text)).toEqual(rows)
        expect(parse(text, { delimiter: '\t', record_delimiter: lineEnd })).toEqual(rows)
      }),
    )
  })

  it('reads back every table of which only the fields that need it are quoted', () => {
    const write = (text: string) => (/["\t\r\n]/.test(text) ? quote(text) : text)
    fc.assert(
      fc.property(table, (rows) => {
        expect(fields(rows.map((row) => row.map(write).join('\t')).join('\n'))).toEqual(rows)
      }),
    )
  })

  it('reads any text at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '"', '\t', '\n', '\r') }), (text) => {
        expect(fields(text).flat().join('').replaceAll(/["\s]/g, '')).toBe(text.replaceAll(/["\s]/g, ''))
      }),
    )
  })
})
