import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CostAndQuality, paretoPlaces } from '../../../../eval/statistics/curves/pareto-front.js'

describe('paretoPlaces', () => {
  it('marks an arm as dominated if another is better and costs no more', () => {
    // 4,000 tokens at .6 beats the window at .5; 1,000 tokens at .4 is the cheapest.
    const arms = [
      { cost: 1000, quality: 0.4 },
      { cost: 4000, quality: 0.6 },
      { cost: 128_000, quality: 0.5 },
    ]
    expect(paretoPlaces(arms)).toEqual(['front', 'front', 'dominated'])
  })

  it('marks the worse of equal cost and the dearer of equal quality as dominated', () => {
    const arms = [
      { cost: 10, quality: 0.5 },
      { cost: 10, quality: 0.4 },
      { cost: 20, quality: 0.5 },
    ]
    expect(paretoPlaces(arms)).toEqual(['front', 'dominated', 'dominated'])
  })

  it('keeps arms that are equal in both on the front together', () => {
    expect(paretoPlaces([5, 5].map((cost) => ({ cost, quality: 1 })))).toEqual(['front', 'front'])
  })

  it('does not place an arm whose cost or quality is unknown', () => {
    const arms = [
      { cost: null, quality: 1 },
      { cost: 1, quality: null },
      { cost: 1, quality: Number.NaN },
      { cost: 2, quality: 0 },
    ]
    expect(paretoPlaces(arms)).toEqual(['unplaced', 'unplaced', 'unplaced', 'front'])
    expect(paretoPlaces([])).toEqual([])
  })

  it('follows the definition, arm against arm', () => {
    const small = fc.integer({ min: 0, max: 5 })
    const dominates = (a: CostAndQuality, b: CostAndQuality) =>
      a.cost! <= b.cost! && a.quality! >= b.quality! && (a.cost! < b.cost! || a.quality! > b.quality!)
    fc.assert(
      fc.property(fc.array(fc.record({ cost: small, quality: small }), { maxLength: 12 }), (arms) => {
        const expected = arms.map((arm) =>
          arms.some((other) => dominates(other, arm)) ? 'dominated' : 'front',
        )
        expect(paretoPlaces(arms)).toEqual(expected)
      }),
    )
  })
})
