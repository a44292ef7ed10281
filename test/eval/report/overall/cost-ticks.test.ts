import fc from 'fast-check'
import { expect, it } from 'vitest'
import { costTicks } from '../../../../eval/report/overall/cost-ticks.js'

/** 100 pixels for each power of ten. */
const place = (cost: number) => 100 * Math.log10(cost + 1e-9)

it('gives 1, 2 and 5 times powers of ten with room, and powers alone without', () => {
  // 500 to 1,000 are 30 pixels, 1,000 to 2,000 are 30, 2,000 to 5,000 are 40.
  expect(costTicks(230, 7800, { place, gap: 30 })).toEqual([500, 1000, 2000, 5000])
  expect(costTicks(230, 7800, { place, gap: 35 })).toEqual([1000, 5000])
  expect(costTicks(7, 31_000, { place, gap: 80 })).toEqual([10, 100, 1000, 10_000])
  expect(costTicks(0.3, 4, { place, gap: 20 })).toEqual([0.5, 1, 2])
})

it('begins with 0 if something costs nothing, and has a tick however short the span is', () => {
  expect(costTicks(0, 1990, { place, gap: 80 })).toEqual([0, 100, 1000])
  expect(costTicks(3100, 3200, { place, gap: 50 })).toEqual([3200])
  expect(costTicks(0, 0, { place, gap: 50 })).toEqual([0])
})

it('has ascending ticks in the span that are far enough from each other', () => {
  const cost = fc.double({ min: 0.01, max: 1e6, noNaN: true })
  fc.assert(
    fc.property(cost, cost, fc.integer({ min: 1, max: 200 }), (a, b, gap) => {
      const [least, most] = [Math.min(a, b), Math.max(a, b)]
      const ticks = costTicks(least, most, { place, gap })
      expect(ticks.length).toBeGreaterThan(0)
      for (const [i, tick] of ticks.entries()) {
        expect(tick >= least && tick <= most).toBe(true)
        if (i > 0) expect(place(tick) - place(ticks[i - 1]!)).toBeGreaterThanOrEqual(gap)
      }
    }),
  )
})
