import { describe, expect, it } from 'vitest'
import { datedPiece, kindOf } from '../../../evidence/events/dated-piece.js'

const day = (date: string, clock: string | null = null) => ({ first: date, last: date, clock })

describe('datedPiece', () => {
  it.each([
    ['3/30/22 Hgb 15.4', day('2022-03-30'), 'Hgb 15.4'],
    ['30-Mar-2022: Hgb 15.4', day('2022-03-30'), 'Hgb 15.4'],
    ['- March 30, 2022 8:05 pm Hgb 15.4', day('2022-03-30', '20:05'), 'Hgb 15.4'],
    ['2022/3/30 06:06 Hgb 15.4', day('2022-03-30', '06:06'), 'Hgb 15.4'],
    ['Hgb 15.4 (3/30/2022)', day('2022-03-30'), 'Hgb 15.4'],
    ['On 03/30/2022, Hgb 15.4', day('2022-03-30'), 'Hgb 15.4'],
    ['Mar 2022 Hgb 15.4', { first: '2022-03-01', last: '2022-03-31', clock: null }, 'Hgb 15.4'],
    ['Hgb 15.4', null, 'Hgb 15.4'],
  ])('reads %j', (text, time, body) => {
    const piece = datedPiece(text, 2026)
    expect([piece.time, piece.quotes.at(-1)]).toEqual([time, body])
  })

  it('leaves a date that stands among the words of a quote where it is', () => {
    const text = 'CABG on 3/1/2019 without complications'
    expect(datedPiece(text, 2026)).toMatchObject({ time: day('2019-03-01'), isApart: false, quotes: [text] })
  })

  it('quotes what stands between quotation marks', () => {
    expect(datedPiece('6 May 2026 progress note: “Never smoked.”', 2026).quotes).toEqual(['Never smoked.'])
  })
})

describe('kindOf', () => {
  it.each([
    ['3/30/22 note: "no fever"', 'quotation'],
    ['3/30/22 Hgb 15.4', 'dated line'],
    ['no fever since 3/30/22 in the evening', 'words'],
  ])('%j is a %s', (text, kind) => {
    expect(kindOf(text)).toBe(kind)
  })
})
