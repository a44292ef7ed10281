import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../../../base/random.js'
import { rankProbabilities } from '../../../../eval/statistics/ranking/first-rank.js'

const settings = { seed: 7, resamples: 20_000 }

describe('rankProbabilities', () => {
  it('splits resamples between arms that tie', () => {
    // Each of two patients favors one arm. A resample has both (chance 1/2: a tie), the first twice or the second twice (1/4 each).
    // The third arm is never first: it is last in every resample, except that it ties for second place in the unequal ones.
    const found = rankProbabilities(
      [
        { cluster: 'p1', values: [1, 0, 0] },
        { cluster: 'p2', values: [0, 1, 0] },
      ],
      settings,
    )
    // The standard error of a share of 20,000 resamples is below .0036.
    for (const arm of [0, 1]) expect(Math.abs(found.first![arm]! - 0.5)).toBeLessThan(0.015)
    expect(found.first![2]).toBe(0)
    // Arm 3: rank 3 in half of the resamples, 2.5 in the others. Arms 1 and 2: 1.5 in half, else 1 or 2.5 with chance 1/2.
    for (const [arm, rank] of [1.625, 1.625, 2.75].entries())
      expect(Math.abs(found.meanRanks![arm]! - rank)).toBeLessThan(0.03)
    expect(found.best).toBeNull()
  })

  it('follows the binomial distribution for two arms that win whole patients', () => {
    // Of 5 patients, 4 favor the first arm: a resample favors it if at least 3 of 5 draws do, with chance 4/5 each:
    // 10 (.8^3)(.2^2) + 5 (.8^4)(.2) + .8^5 = .94208.
    const instructions = [1, 1, 1, 1, 0].map((first, i) => ({ cluster: `p${i}`, values: [first, 1 - first] }))
    const found = rankProbabilities(instructions, settings)
    expect(Math.abs(found.first![0]! - 0.94208)).toBeLessThan(0.007)
    expect(found.best).toBeNull()
  })

  it('calls an arm the best of all if it is first in 95% of the resamples', () => {
    const instructions = Array.from({ length: 10 }, (_, i) => ({ cluster: `p${i}`, values: [i % 3, 3, 1] }))
    expect(rankProbabilities(instructions, settings)).toMatchObject({ first: [0, 1, 0], best: 1 })
  })

  it('ranks on the instructions that all arms have scored, and says how many', () => {
    const found = rankProbabilities(
      [
        { cluster: 'p1', values: [1, 0] },
        { cluster: 'p2', values: [1, 0] },
        { cluster: 'p2', values: [null, 1] },
        { cluster: 'p3', values: [0, null] },
      ],
      settings,
    )
    expect(found).toMatchObject({ first: [1, 0], n: 2, clusters: 2, left: 2, reason: null })
  })

  it('says why there are no shares', () => {
    const reason = (values: readonly (number | null)[]) =>
      rankProbabilities([{ cluster: 'p', values }], settings).reason
    expect(rankProbabilities([], settings).reason).toBe('fewer than 2 arms')
    expect(reason([1])).toBe('fewer than 2 arms')
    expect(reason([1, null])).toBe('no instruction is scored in all arms')
    expect(reason([1, 2])).toBe('fewer than 2 patients')
    const uneven = [[1, 2], [1]].map((values) => ({ cluster: 'p', values }))
    expect(() => rankProbabilities(uneven, settings)).toThrow('expected 2 arms, found 1')
  })

  it('gives shares that sum to 1 and ranks that sum to 1 + 2 + ...', () => {
    const row = fc.record({
      cluster: fc.constantFrom('a', 'b', 'c', 'd'),
      values: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 4 }),
    })
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 12 }), (instructions) => {
        const found = rankProbabilities(instructions, { seed: 1, resamples: 50 })
        if (found.first === null) return
        const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)
        expect(sum(found.first)).toBeCloseTo(1, 9)
        expect(sum(found.meanRanks!)).toBeCloseTo(10, 9)
      }),
    )
  })

  it('ranks 12 arms on 303 instructions in well under a second', () => {
    const below = seededRandom(3)
    const instructions = Array.from({ length: 303 }, (_, i) => ({
      cluster: `p${i % 276}`,
      values: Array.from({ length: 12 }, () => below(1000) / 1000),
    }))
    const seconds = [1, 2, 3].map((seed) => {
      const start = performance.now()
      rankProbabilities(instructions, { seed, resamples: 10_000 })
      return (performance.now() - start) / 1000
    })
    // About .15 on an idle core: the fastest of three, because the others may have to share theirs.
    expect(Math.min(...seconds)).toBeLessThan(1)
  })
})
