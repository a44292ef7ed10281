import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findDates } from '../../../reading/times/dates.js'
import { readTimeFrame } from '../../../reading/times/time-frame.js'

const AS_OF = '2021-06-30 12:00:00'

describe('findDates', () => {
  it.each([
    ['seen 3/30/22', '2022-03-30', '2022-03-30'],
    ['seen 30/3/2022', '2022-03-30', '2022-03-30'],
    ['2022-03-30', '2022-03-30', '2022-03-30'],
    ['30-mar-2022', '2022-03-30', '2022-03-30'],
    ['the 3rd of march, 2022', '2022-03-03', '2022-03-03'],
    ["apr 4 '22", '2022-04-04', '2022-04-04'],
    ['sept 21 1988', '1988-09-21', '1988-09-21'],
    ["mar '22", '2022-03-01', '2022-03-31'],
    ['03/2022', '2022-03-01', '2022-03-31'],
    ["in '97", '1997-01-01', '1997-12-31'],
    ['yr 1997', '1997-01-01', '1997-12-31'],
  ])('reads %j', (text, first, last) => {
    expect(findDates(text, 2026)).toMatchObject([{ first, last }])
  })

  it.each(['2000 mg', 'bp 120/80', 'x 3/7', '1500 ml', "they've", 'icd 2021.5', '13/32/2020'])(
    'reads no date in %j',
    (text) => {
      expect(findDates(text, 2026)).toEqual([])
    },
  )

  it('reads every day in every form as itself', () => {
    const day = fc.date({ min: new Date('1950-01-01'), max: new Date('2026-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(day, (date) => {
        const iso = date.toISOString().slice(0, 10)
        const [year, month, number] = iso.split('-').map(Number) as [number, number, number]
        const name = date.toLocaleString('en-US', { month: 'long', timeZone: 'UTC' }).toLowerCase()
        for (const text of [
          iso,
          `${month}/${number}/${year}`,
          `${number} ${name} ${year}`,
          `${name.slice(0, 3)} ${number}, ${year}`,
        ])
          expect(findDates(`the ${text}: why?`, 2026)).toMatchObject([{ first: iso, precision: 'day' }])
      }),
    )
  })
})

describe('readTimeFrame', () => {
  it.each([
    ['er visits from 1/1/98 on - how many', '1998-01-01', null],
    ['# er visits 2015 onward', '2015-01-01', null],
    ['hgb 2019 to date', '2019-01-01', null],
    ['number of visits starting 1/1/07', '2007-01-01', null],
    ["since the turn of '18", '2018-01-01', null],
    ['2018 to 2020 weights', '2018-01-01', '2020-12-31'],
    ['weights between march 2019 and 4/5/2020', '2019-03-01', '2020-04-05'],
    ['labs before 2019', null, '2019-01-01'],
    ['labs thru 2019', null, '2019-12-31'],
    ['over the past two yrs', '2019-06-30', null],
  ])('opens or closes a frame: %j', (text, since, until) => {
    expect(readTimeFrame(text, AS_OF)).toMatchObject({ since, until, day: null })
  })

  it.each(["admission starting apr 4 '18: recap", 'labs from 4/4/18', 'what was done 4-apr-2018?'])(
    'takes the day by which something is called as that day: %j',
    (text) => {
      expect(readTimeFrame(text, AS_OF).day).toBe('2018-04-04')
    },
  )

  it.each([
    ['as of 6/30/21, last hgb?', ', last hgb?'],
    ['chart thru 30 jun 2021 - peak ldl', ' - peak ldl'],
    ['last hgb by june 30, 2021', 'last hgb '],
    ['pretend today is 6/30/21; er visits?', '; er visits?'],
  ])('takes no frame from the day as of which the chart is looked at: %j', (text, rest) => {
    const { since, until, day, rest: topic } = readTimeFrame(text, AS_OF)
    expect([since, until, day]).toEqual([null, null, null])
    expect(topic.replace(/\s+/g, ' ')).toBe(rest)
  })

  it('keeps what it does not understand', () => {
    const text = 'gait on 2/52 review, 1500 steps'
    expect(readTimeFrame(text, AS_OF)).toEqual({ since: null, until: null, day: null, rest: text })
  })
})
