import { describe, expect, it } from 'vitest'
import { interpret, isInFrame } from '../../reading/interpretation.js'

const AS_OF = '2021-06-30 12:00:00'
const read = (text: string) => interpret(text, AS_OF)

describe('interpret', () => {
  it.each([
    ['What was the last hemoglobin?', 'last'],
    ['most recent A1c please', 'last'],
    ['When was asthma first diagnosed?', 'first'],
    ['peak troponin', 'highest'],
    ['Report the nadir of the platelets.', 'lowest'],
    ['How many ED visits since 2018?', 'all'],
    ['trend of the creatinine', 'all'],
    ['Why was metformin stopped?', 'any'],
  ])('reads the time mode of %j as %s', (text, mode) => {
    expect(read(text).mode).toBe(mode)
  })

  it.each([
    ['labs since 2019', '2019-01-01', null],
    ['labs since 03/05/2019', '2019-03-05', null],
    ['anything before March 30, 2020', null, '2020-03-30'],
    ['procedures during 2011', '2011-01-01', '2011-12-31'],
    ['admissions in May 2018', '2018-05-01', '2018-05-31'],
    ['weight between 2019-01-02 and 2020-03-04', '2019-01-02', '2020-03-04'],
    ['visits in the last 6 months', '2020-12-29', null],
    ['What is the hemoglobin?', null, null],
  ])('reads the frame of %j', (text, since, until) => {
    expect(read(text)).toMatchObject({ since, until, day: null })
  })

  it('reads a visit of one day as that day', () => {
    expect(read('Summarise the visit of 02/26/1996 for a referral letter.')).toMatchObject({
      day: '1996-02-26',
      since: '1996-02-26',
      until: '1996-02-26',
    })
  })

  it('reads kinds of events, what is current, and a listing that names nothing else', () => {
    expect(read('List the medications the patient is currently taking.')).toMatchObject({
      domains: ['drug_exposure'],
      isCurrent: true,
      isListing: true,
      mode: 'last',
    })
    expect(read('Which procedures were done in 2025?')).toMatchObject({
      domains: ['procedure'],
      isListing: true,
    })
    expect(read('Which vaccine was given last?')).toMatchObject({ domains: ['vaccine'] })
    expect(read('Was lisinopril prescribed?')).toMatchObject({ domains: ['drug_exposure'], isListing: false })
  })

  it('takes as-of, patient and frame out of the topic, and knows nothing of what no rule knows', () => {
    expect(
      read("As of 03/07/2018: What was the LDL of patient 162642593's record since 2017?").topic,
    ).not.toMatch(/2018|162642593|2017/)
    expect(read('gait?')).toEqual({
      since: null,
      until: null,
      day: null,
      mode: 'any',
      domains: [],
      isCurrent: false,
      isListing: false,
      isSummary: false,
      alike: [],
      topic: 'gait?',
    })
  })
})

describe('isInFrame', () => {
  it('holds both ends, and nothing undated', () => {
    const framed = read('between 2019-01-02 and 2019-03-04')
    expect(
      ['2019-01-01 23:59:59', '2019-01-02 00:00:00', '2019-03-04 23:59:59', '2019-03-05 00:00:00', null].map(
        (time) => isInFrame(time, framed),
      ),
    ).toEqual([false, true, true, false, false])
    expect(isInFrame('1900-01-01 00:00:00', read('anything'))).toBe(true)
  })
})
