import { describe, expect, it } from 'vitest'
import { effectSize, hedgesFactor } from '../../../../eval/statistics/paired/effect-size.js'
import { cliffDelta, countWins } from '../../../../eval/statistics/paired/wins.js'
import { expectAgreement, isReferencePresent, referenceCases, skipNote } from '../reference.js'

type Pair = { readonly x: number[]; readonly y: number[] }
type Numbers = Record<string, number>
const differences = ({ x, y }: Pair) => x.map((value, i) => value - y[i]!)

describe.skipIf(!isReferencePresent)(`effect sizes against pingouin and scipy${skipNote}`, () => {
  type EffectExpected = Numbers & { dz_ci95?: [number, number] }
  it.each(referenceCases<Pair, EffectExpected>('effect_size'))(
    'effectSize, countWins and cliffDelta agree on $id',
    ({ input, expected, unstable }) => {
      expectAgreement(cliffDelta(input.x, input.y), expected!['cliff_delta'], 'delta of Cliff')
      if (!('dz' in expected!)) return
      const found = effectSize(input.x, input.y, 0.95)
      if (unstable)
        expect(found).toMatchObject({ dz: null, hedges: null, reason: expect.stringContaining('rounding') })
      else {
        expectAgreement(found.dz, expected['dz'], 'dz')
        expectAgreement(found.hedges, expected['gz_exact'], 'hedges')
        expectAgreement(found.low, expected.dz_ci95?.[0], 'low')
        expectAgreement(found.high, expected.dz_ci95?.[1], 'high')
        expect(found.low === null).toBe(found.reason !== null)
      }
      expectAgreement(found.dAverage, expected['d_av'], 'd average')
      if ('J_exact' in expected) expectAgreement(hedgesFactor(found.n - 1), expected['J_exact'], 'J')
      if (!('wins' in expected)) return
      const wins = countWins(differences(input))
      expect(wins).toMatchObject({
        wins: expected['wins'],
        ties: expected['ties'],
        losses: expected['losses'],
      })
      expectAgreement(wins.delta, expected['paired_delta'], 'paired delta')
    },
  )
})

describe('effect sizes', () => {
  it('dz of differences 1, 2, 3 is 2, hedges that by 1 / sqrt pi', () => {
    // J(2) = gamma(1) / (sqrt 1 gamma(1/2)) = 1 / sqrt pi
    const found = effectSize([2, 4, 6], [1, 2, 3], 0.95)
    expect(found.dz).toBeCloseTo(2, 14)
    expect(found.hedges).toBeCloseTo(2 / Math.sqrt(Math.PI), 14)
    expect(effectSize([1, 2], [0, 1], 0.95).reason).toBe('the differences do not vary')
  })

  it('a difference within rounding of 0 is a tie', () => {
    expect(countWins([0.1 + 0.2 - 0.3, 0.5, -0.5, 0.2])).toEqual({ wins: 2, ties: 1, losses: 1, delta: 0.25 })
    expect(cliffDelta([1, 3], [2])).toBe(0)
  })
})
