import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { interpret } from '../../../reading/interpretation.js'
import { findRelativeSpan } from '../../../reading/times/relative-span.js'
import { sift } from '../../../retrievers/sift/sift.js'
import { ALL_SWITCHES } from '../../../retrievers/sift/sift-switches.js'
import { clockOf } from '../../../retrievers/view/clock-of.js'
import { RecordView } from '../../../retrievers/view/record-view.js'
import { ask, makeShard } from '../../fixtures/make-shard.js'
import { anna } from '../../fixtures/two-patients.js'

const NOW = '2021-06-30 12:00:00'
const CLOCK = { lastEntry: NOW, stay: '2021-06-27 08:00:00', visitBefore: '2021-05-11 09:00:00' }
const read = (text: string) => findRelativeSpan(text.toLowerCase(), NOW, CLOCK)

describe('findRelativeSpan', () => {
  // Counted by hand from 30 June 2021, noon.
  it.each([
    ['fever in the last 24 hours?', '2021-06-29', null],
    ['I/O last 24h', '2021-06-29', null],
    ['output of the past 8 hours', '2021-06-30', null],
    ['output of the past 13 hours', '2021-06-29', null],
    ['labs over the past 2 weeks', '2021-06-16', null],
    ['labs over the past 2-3 weeks', '2021-06-09', null],
    ['in the last couple of days', '2021-06-28', null],
    ['within the last few days', '2021-06-27', null],
    ['a 6-month history? no: the past 6 months', '2020-12-29', null],
    ["the past five years' visits", '2016-06-29', null],
    ['over the last decade', '2011-06-30', null],
    ['last half year', '2020-12-29', null],
    ['labs from yesterday', '2021-06-29', '2021-06-29'],
    ['anything new since yesterday', '2021-06-29', null],
    ['was he on steroids in the last fourteen days', '2021-06-16', null],
    ['labs today', '2021-06-30', '2021-06-30'],
    ['overnight events', '2021-06-29', null],
    ["today's labs", '2021-06-30', '2021-06-30'],
    ['this morning: any pain?', '2021-06-30', '2021-06-30'],
    ['visits this year', '2021-01-01', null],
    ['visits this month', '2021-06-01', null],
    ['weight 3 days ago', '2021-06-27', '2021-06-27'],
    ['weight about 6 months ago', '2020-12-13', '2021-01-13'],
    ['since two weeks ago', '2021-06-16', null],
    ['creatinine this admission', '2021-06-27', null],
    ['creatinine since admission', '2021-06-27', null],
    ['changes since the last visit', '2021-05-11', null],
    ['since she was last seen', '2021-05-11', null],
  ])('reads %j', (text, since, until) => {
    expect(read(text)).toMatchObject({ since, until })
  })

  it.each([
    'risk of stroke in the next 7 days',
    'past medical history and past surgical history',
    'What was tried in the past and why?',
    'her last menstrual period',
    'the last day of antibiotics',
    'should he be discharged today?',
    'follow up in 6 months',
    'the last two creatinines',
    'a 3-month-old infant',
    'This is a list of drafts from today’s examinations. Prioritize them.',
  ])('reads no time in %j', (text) => {
    expect(read(text)).toBeNull()
  })

  it('reads nothing where the chart does not tell what it is counted from', () => {
    expect(findRelativeSpan('the past year', null, null)).toBeNull()
    expect(
      findRelativeSpan('labs this admission', NOW, { lastEntry: NOW, stay: null, visitBefore: null }),
    ).toBeNull()
  })

  it('gives a day at or before now, whatever the number is', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('hours', 'days', 'weeks', 'months', 'years', 'decades'),
        fc.nat({ max: 1e12 }),
        fc.date({ min: new Date('1950-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
        (unit, count, date) => {
          const now = date.toISOString().slice(0, 19).replace('T', ' ')
          const { since } = findRelativeSpan(`over the past ${count} ${unit}`, now, null)!
          expect(since).toMatch(/^\d{4}-\d\d-\d\d$/)
          expect(since <= now.slice(0, 10)).toBe(true)
        },
      ),
    )
  })
})

describe('a relative time', () => {
  it('is counted from the as-of time, from a day that the instruction itself looks from, or from the last entry', () => {
    const frame = (text: string, asOf: string | null) => {
      const { since, until, countedFrom } = interpret(text, asOf, CLOCK)
      return [since, until, countedFrom]
    }
    const text = 'ED visits in the past year?'
    expect(frame(text, '2019-03-05 10:00:00')).toEqual([
      '2018-03-04',
      null,
      'the as-of time, 2019-03-05 10:00:00',
    ])
    expect(frame(text, null)).toEqual(['2020-06-29', null, `the last entry, ${NOW}`])
    expect(frame(`As of 03/05/2019: ${text}`, null)).toEqual([
      '2018-03-04',
      null,
      'the as-of time, 2019-03-05 23:59:59',
    ])
    expect(frame('ED visits since 2018?', null)).toEqual(['2018-01-01', null, undefined])
  })

  it('is told by whoever explains a plan, with the last entry that may be seen', async () => {
    const { shard } = await makeShard(anna)
    const question = ask('anna', 'Labs of the past year?', null)
    const explain = sift('sift', ALL_SWITCHES).explain!
    // The last entry of anna's chart is her glucose of 5 May 2022.
    expect(await explain(question, new RecordView(shard, null))).toContain(
      'time 2021-05-04 to the end (counted back from the last entry, 2022-05-05 10:00:00); ',
    )
    expect(await explain(question, new RecordView(shard, '2020-03-01 09:00:00'))).toContain(
      'time 2019-03-01 to the end (counted back from the as-of time, 2020-03-01 09:00:00); ',
    )
  })

  it("knows of a chart's visits the last stay and the visit before the last, as far as they may be seen", async () => {
    const visit = (encounterId: string, start: string, type: string) => ({
      encounterId,
      start,
      end: null,
      type,
    })
    const { shard } = await makeShard({
      ...anna,
      encounters: [
        visit('c', '2022-05-05 08:00:00', 'Outpatient Visit'),
        visit('a', '2019-03-01 08:00:00', 'Inpatient Visit'),
        visit('b', '2020-03-01 08:00:00', 'Emergency Room Visit'),
        visit('d', '2022-05-05 09:00:00', 'Office Visit'),
      ],
    })
    expect(clockOf(new RecordView(shard, null))).toEqual({
      lastEntry: '2022-05-05 10:00:00',
      stay: '2020-03-01 08:00:00',
      visitBefore: '2020-03-01 08:00:00',
    })
    expect(clockOf(new RecordView(shard, '2019-12-31 00:00:00'))).toMatchObject({
      stay: '2019-03-01 08:00:00',
      visitBefore: null,
    })
  })
})
