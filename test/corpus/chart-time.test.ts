import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inclusiveEnd, parseChartTime } from '../../corpus/chart-time.js'

describe('parseChartTime', () => {
  it.each([
    ['2018-10-08 20:00:01', '2018-10-08 20:00:01', 'second'],
    ['2018-10-08T20:00:01.5', '2018-10-08 20:00:01', 'second'],
    ['10/08/2018 20:00', '2018-10-08 20:00:00', 'minute'],
    ['10/08/2018 9:00 PM', '2018-10-08 21:00:00', 'minute'],
    ['10/08/2018 08:05 PM', '2018-10-08 20:05:00', 'minute'],
    ['1/2/2018 12:30 PM', '2018-01-02 12:30:00', 'minute'],
    ['1/2/2018 12:30 am', '2018-01-02 00:30:00', 'minute'],
    [' 2018-1-2 ', '2018-01-02 23:59:59', 'day'],
    ['7/19/1966', '1966-07-19 23:59:59', 'day'],
    ['2020-02-29', '2020-02-29 23:59:59', 'day'],
  ])('reads %s', (text, time, precision) => {
    expect(parseChartTime(text)).toEqual({ time, precision, isOdd: false })
  })

  it('takes the 24-hour reading of an hour above 12 with PM, and says that it is odd', () => {
    expect(parseChartTime('10/08/2018 20:00 PM')).toEqual({
      time: '2018-10-08 20:00:00',
      precision: 'minute',
      isOdd: true,
    })
  })

  it.each([
    '',
    'NULL',
    '2018-13-01',
    '2019-02-29',
    '1900-02-29',
    '2018-10-08 24:00',
    '2018-10-08 10:60',
    '2018-10-08 PM',
    '08.10.2018',
    '10/08/18',
  ])('reads nothing from %j', (text) => {
    expect(parseChartTime(text)).toBeNull()
  })

  it('gives strings that sort as the times do', () => {
    const date = fc.date({ min: new Date('1900-01-01Z'), max: new Date('2099-12-31Z'), noInvalidDate: true })
    const us = (d: Date) =>
      `${d.getUTCMonth() + 1}/${d.getUTCDate()}/${d.getUTCFullYear()} ${d.getUTCHours()}:${String(d.getUTCMinutes()).padStart(2, '0')}`
    const iso = (d: Date) => d.toISOString().slice(0, 16)
    fc.assert(
      fc.property(date, date, (a, b) => {
        const [first, second] = [parseChartTime(us(a))!.time, parseChartTime(iso(b))!.time]
        expect(first < second).toBe(iso(a) < iso(b))
      }),
    )
  })
})

describe('inclusiveEnd', () => {
  it.each([
    ['2022-03-30', '2022-03-30 23:59:59'],
    ['2022-03-30 06:06', '2022-03-30 06:06:59'],
    ['2022-03-30 06:06:23', '2022-03-30 06:06:23'],
  ])('of %s is the last second that it may mean', (text, end) => {
    expect(inclusiveEnd(text)).toBe(end)
  })

  it('of no time is null', () => {
    expect(inclusiveEnd('soon')).toBeNull()
  })
})
