import { describe, expect, it } from 'vitest'
import { dateMatch } from '../../../eval/text/matches/date-match.js'
import { normalisedMatch } from '../../../eval/text/matches/normalised-match.js'
import { asWritten, numericMatch, within5Percent } from '../../../eval/text/matches/numeric-match.js'
import { findDates } from '../../../eval/text/words/find-dates.js'

const dates = (text: string) =>
  findDates(text).map(({ year, month, day }) => [year, month, day].filter((part) => part !== null).join('-'))

describe('dates', () => {
  it.each([
    ['2022-03-30', ['2022-3-30']],
    ['2022-03-30T08:15:00', ['2022-3-30']],
    ['on 3/30/22.', ['2022-3-30']],
    ['03/30/2022', ['2022-3-30']],
    ['30/03/2022: only a day can be 30', ['2022-3-30']],
    ['3-30-1998', ['1998-3-30']],
    ['30-Mar-2022', ['2022-3-30']],
    ['30 March 98', ['1998-3-30']],
    ['March 30th, 2022', ['2022-3-30']],
    ['Sept. 3, 2019 to Oct 4 2019', ['2019-9-3', '2019-10-4']],
    ['the 3rd of May 2020', ['2020-5-3']],
    ['March 2022', ['2022-3']],
    ['03/2022', ['2022-3']],
    ['2022-03', ['2022-3']],
    ["since '19", ['2019']],
    ['in 2015, 2016 mg', ['2015']],
    ['2015', ['2015']],
    ['3/30, 120/80, 1-2 tablets, 5.40, 2016 mL, 1.2.3', []],
    ['2022-02-30 and 13/13/2022', []],
    ['may 5 mg', []],
  ])('are found in %s', (text, expected) => {
    expect(dates(text)).toEqual(expected)
  })

  it.each([
    ['seen 30-Mar-2022', '2022-03-30', 1],
    ['seen 3/30/22 and 4/1/22', 'March 30, 2022', 1],
    ['seen in March 2022', '2022-03-30', 0],
    ['2022-03-30', 'March 2022', 1],
    ['2022-03-30', '2022-03-31', 0],
    ['2022-03-30', '2022-03-30 and 2022-04-01', 0],
    ['', '2022-03-30', 0],
    ['2022-03-30', 'last spring', null],
  ])('match: %s for %s', (candidate, reference, expected) => {
    expect(dateMatch(candidate, reference)).toBe(expected)
  })
})

describe('numbers', () => {
  it.each([
    ['5.4', '5.40', 1],
    ['5.40', '5.4', 1],
    ['5.38 mg/dL', '5.4 mg/dL', 1],
    ['5', '5.4', 0],
    ['121', '120', 0],
    ['0.5 g', '500 mg', 1],
    ['0.5 g', '500 mL', 0],
    ['500', '500 mg', 1],
    ['50 mcg', '50 µg', 1],
    ['5.4 g/L', '540 mg/dL', 1],
    ['12500', 'WBC 12,500/uL', 1],
    ['-2.5', '2.5', 0],
    ['T-score \u22122.5', '-2.5', 1],
    ['1-2 tablets', '1 to 2 tablets', 1],
    ['2 tablets', '1 to 2 tablets', 0],
    ['BP 120/80 mmHg', '120/80', 1],
    ['on 2022-03-30: 7', '7 on 3/30/22', 1],
    ['on 2022-03-07', '7', 0],
    ['.5 mg', '0.5 mg', 1],
    ['6 weeks', '42 days', 1],
    ['none', 'no fever', null],
    ['', '5', 0],
  ])('match as written: %s for %s', (candidate, reference, expected) => {
    expect(numericMatch(candidate, reference, asWritten)).toBe(expected)
  })

  it('match within 5% at its edges', () => {
    expect(numericMatch('105', '100', within5Percent)).toBe(1)
    expect(numericMatch('105.1', '100', within5Percent)).toBe(0)
    expect(numericMatch('-95', '-100', within5Percent)).toBe(1)
    expect(numericMatch('0', '0', within5Percent)).toBe(1)
  })
})

describe('the normalised match', () => {
  it.each([
    ['The Ménière disease.', 'meniere disease', 1],
    ['5.40 mg', '5.4 mg', 1],
    ['5.4', '54', 0],
    ['1,250,000', '1250000', 1],
    ['-2.5', '2.5', 0],
    ['T-score', 'T score', 1],
    ['1-2 tablets', '1 2 tablets', 1],
    ['97%', '97', 0],
    ['.5', '0.5', 0],
    ['', 'the', 1],
  ])('%s for %s', (candidate, reference, expected) => {
    expect(normalisedMatch(candidate, reference)).toBe(expected)
  })
})
