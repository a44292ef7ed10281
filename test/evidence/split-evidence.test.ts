import { describe, expect, it } from 'vitest'
import { readPiece, splitParts, splitPieces, withoutMore } from '../../evidence/split-evidence.js'

describe('readPiece', () => {
  it.each([
    ['2022-03-30 06:06 Hemoglobin 15.40 g/dL', '2022-03-30 06:06', 'Hemoglobin 15.40 g/dL', null],
    ['2022-03-30 06:06:23: Hemoglobin', '2022-03-30 06:06:23', 'Hemoglobin', null],
    ['10/08/2018 08:05 PM NIHSS 8', '2018-10-08 20:05', 'NIHSS 8', null],
    // 'Am' begins the drug, it is no half of the day.
    ['1987-11-02 06:06 Amoxicillin 500 MG', '1987-11-02 06:06', 'Amoxicillin 500 MG', null],
    [
      '05/06/2026 progress note: "Never\nsmoked."',
      '2026-05-06',
      'progress note: "Never\nsmoked."',
      'Never\nsmoked.',
    ],
    ['“No fever”', null, '“No fever”', 'No fever'],
    ['2022-13-01 nothing', null, '2022-13-01 nothing', null],
    ['10/08/2018/5 x', null, '10/08/2018/5 x', null],
    ['Height 5\'11"', null, 'Height 5\'11"', null],
  ])('reads %j', (text, time, rest, quoted) => {
    expect(readPiece(text)).toEqual({ text, time, rest, quoted })
  })
})

describe('withoutMore', () => {
  it.each([
    ['a; b; and 2 more', 'a; b', 2],
    ['a and 10 more', 'a', 10],
    ['and 3 more', '', 3],
    ['pain and more', 'pain and more', 0],
    ['', '', 0],
  ])('of %j', (cell, text, elided) => {
    expect(withoutMore(cell)).toEqual({ text, elided })
  })
})

describe('splitPieces', () => {
  it('splits where a date or a quotation follows a separator, and not at a separator within a value', () => {
    const first = '1977-08-31 23:59 Allergy to drug Aspirin; reaction: pain; severity: MODERATE'
    expect(splitPieces(`${first}; 08/31/1977 Fever | "No fever"\n“Chills”`)).toEqual([
      first,
      '08/31/1977 Fever',
      '"No fever"',
      '“Chills”',
    ])
  })

  it('leaves a quotation whole', () => {
    expect(splitPieces('"Plan:\n2020-01-01 MRI; "; "End"')).toEqual(['"Plan:\n2020-01-01 MRI; "', '"End"'])
  })

  it('takes a mark that is never closed for no quotation', () => {
    expect(splitPieces('Height 5\'11"; 2020-01-01 Weight 80')).toEqual([
      'Height 5\'11"',
      '2020-01-01 Weight 80',
    ])
  })
})

describe('splitParts', () => {
  it('splits at every line and semicolon', () => {
    expect(splitParts('no fever\n\nno chills; no cough | start|end')).toEqual([
      'no fever',
      'no chills',
      'no cough | start|end',
    ])
  })

  it('never splits a quotation', () => {
    expect(splitParts('note: "a; b\nc"')).toEqual(['note: "a; b\nc"'])
  })
})
