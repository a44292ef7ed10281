import { describe, expect, it } from 'vitest'
import { flipPValues, type SignFlips, signFlipTest } from '../../../../eval/statistics/paired/sign-flips.js'
import type { ClusteredValue } from '../../../../eval/statistics/resampling/bootstrap.js'
import { caseNote, expectAgreement, referenceCases } from '../reference.js'

type Input = { clusters: number[][]; signs?: number[][] }
type Peer = Record<'observed' | 'p', number> &
  Partial<Record<'arrangements' | 'p_greater' | 'p_less', number>>
type Expected = Peer & Record<'item_mean' | 'cluster_mean', Peer>

const column = (clusters: readonly (readonly number[])[]): ClusteredValue[] =>
  clusters.flatMap((values, g) => values.map((value) => ({ cluster: String(g).padStart(3, '0'), value })))
const settings = { weighting: 'items', seed: 5, draws: 9999 } as const

describe(`sign flips against their enumeration${caseNote}`, () => {
  it.each(referenceCases<Input, Expected>('permutation_signflip'))('agrees on $id', ({ input, expected }) => {
    const items = column(input.clusters)
    if (input.signs !== undefined) {
      const parts = Float64Array.from(input.clusters, (own) => own.reduce((a, b) => a + b, 0) / items.length)
      const flipped = Float64Array.from(input.signs, (signs) =>
        signs.reduce((sum, sign, g) => sum + sign * parts[g]!, 0),
      )
      expectAgreement(flipPValues(parts, flipped, false).p, expected!.p, 'p of given signs')
      expectAgreement(signFlipTest(items, settings).observed, expected!.observed, 'observed')
      return
    }
    compare(signFlipTest(items, settings), expected!.item_mean)
    compare(signFlipTest(items, { ...settings, weighting: 'clusters' }), expected!.cluster_mean)
  })
})

describe('signFlipTest', () => {
  it('counts 2 of 8 sign vectors where three clusters agree', () => {
    expect(signFlipTest(column([[1, 2], [1], [4]]), settings)).toMatchObject({
      clusters: 3,
      observed: 2,
      isExact: true,
      arrangements: 8,
      p: 0.25,
      pMid: 0.125,
      pGreater: 0.125,
      pLess: 1,
    })
  })

  it('draws signs beyond 16 clusters, the same for the same seed and near the exact share', () => {
    // 20 clusters, 15 up and 5 down by 1: as extreme are 15 or more of 20, 2 * 21700 / 2^20 = .0414
    const clusters = column(Array.from({ length: 20 }, (_, g) => [g < 15 ? 1 : -1]))
    const found = signFlipTest(clusters, { ...settings, draws: 99_999 })
    expect(found).toMatchObject({ isExact: false, arrangements: 100_000 })
    // four standard errors of a share of .0414 in 100,000
    expect(Math.abs(found.p! - 0.0414)).toBeLessThan(0.0026)
    expect(signFlipTest(clusters, { ...settings, draws: 99_999 })).toEqual(found)
  })

  it('never has p 0 from random signs, and says why it has none', () => {
    const clusters = column(Array.from({ length: 40 }, () => [1]))
    expect(signFlipTest(clusters, { ...settings, draws: 99 }).p).toBe(0.01)
    expect(signFlipTest([], settings)).toMatchObject({ p: null, reason: 'no differences' })
  })
})

function compare(found: SignFlips, peer: Peer) {
  expect(found.isExact).toBe(true)
  expect(found.arrangements).toBe(peer.arrangements)
  expectAgreement(found.observed, peer.observed, 'observed')
  expectAgreement(found.p, peer.p, 'p')
  expectAgreement(found.pGreater, peer.p_greater, 'p greater')
  expectAgreement(found.pLess, peer.p_less, 'p less')
}

describe('random sign flips', () => {
  it('do not depend on the tests before them', () => {
    const values = (patients: number) =>
      Array.from({ length: patients }, (_, i) => ({ cluster: `p${i}`, value: ((i * 37) % 11) - 4 }))
    const test = (patients: number, seed: number) =>
      signFlipTest(values(patients), { weighting: 'items', seed, draws: 500 }).p
    // 40 patients take two words of signs per draw, 20 take one, 100 take four.
    const calls = [
      [40, 1],
      [20, 1],
      [100, 1],
      [40, 2],
      [40, 1],
      [20, 2],
    ] as const
    const forward = calls.map(([patients, seed]) => test(patients, seed))
    const backward = calls.toReversed().map(([patients, seed]) => test(patients, seed))
    expect(backward.toReversed()).toEqual(forward)
    expect(forward[3]).not.toBe(forward[0])
  })
})
