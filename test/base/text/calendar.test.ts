import { describe, expect, it } from 'vitest'
import { daysIn, findForms, monthNumber } from '../../../base/text/calendar.js'

describe('the calendar', () => {
  it.each([
    ['jan', 1],
    ['Sept', 9],
    ['DECEMBER', 12],
    ['xyz', 0],
  ])('counts %s as month %d', (name, month) => {
    expect(monthNumber(name)).toBe(month)
  })

  it('knows leap years', () => {
    expect([daysIn(2020, 2), daysIn(2021, 2), daysIn(1900, 2), daysIn(2000, 2)]).toEqual([29, 28, 28, 29])
  })
})

describe('findForms', () => {
  const forms = [/(?<day>\d)-(?<year>\d{4})/g, /(?<year>\d{4})/g]

  it('gives what is found in the order of the text, and nothing twice', () => {
    const found = findForms('2019, 3-2020, 2021', forms, ({ year, day }) => ({ year, day }))
    expect(found).toEqual([
      { year: '2019', day: undefined, start: 0, end: 4 },
      { year: '2020', day: '3', start: 6, end: 12 },
      { year: '2021', day: undefined, start: 14, end: 18 },
    ])
  })

  it('leaves what could not be read to a later form', () => {
    const found = findForms('3-2020', forms, ({ year, day }) => (day === undefined ? { year } : null))
    expect(found).toEqual([{ year: '2020', start: 2, end: 6 }])
  })
})
