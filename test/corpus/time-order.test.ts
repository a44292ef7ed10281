import { describe, expect, it } from 'vitest'
import { earliestFirst, laterOf, latestFirst, latestOf } from '../../corpus/time-order.js'

const EARLY = '2019-03-09 08:00:00'
const LATE = '2021-01-02 00:00:00'
const mixed = [null, LATE, EARLY, null, LATE]

describe('the order of chart times', () => {
  it('is earliest first or latest first, with what is undated last', () => {
    expect([...mixed].sort(earliestFirst)).toEqual([EARLY, LATE, LATE, null, null])
    expect([...mixed].sort(latestFirst)).toEqual([LATE, LATE, EARLY, null, null])
  })

  it('has a latest time if anything is dated', () => {
    expect(latestOf(mixed)).toBe(LATE)
    expect(latestOf([null])).toBeNull()
  })

  it('knows no later of two times if one is undated', () => {
    expect(laterOf(EARLY, LATE)).toBe(LATE)
    expect(laterOf(LATE, null)).toBeNull()
  })
})
