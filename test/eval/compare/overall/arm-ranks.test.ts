import { describe, expect, it } from 'vitest'
import { armRanks } from '../../../../eval/compare/overall/arm-ranks.js'
import { comparableArms } from '../../../../eval/compare/overall/comparable-arms.js'
import { madeUpColumn } from './made-up-columns.js'

const SETTINGS = { seed: 1, resamples: 400 }
const none = () => false

function ranksOf(values: Readonly<Record<string, readonly (number | null)[]>>, measure = 'token-f1') {
  const columns = Object.entries(values).map(([strategy, own]) =>
    madeUpColumn({ strategy, budget: 100, values: own }, measure),
  )
  return armRanks(comparableArms(columns, none), SETTINGS)
}

describe('armRanks', () => {
  it('names the arm that is first in every resample, the most often first one first', () => {
    const found = ranksOf({ worse: [0.1, 0.2, 0.1, 0.2], better: [0.3, 0.4, 0.3, 0.4] })!
    expect(found.arms.map(({ strategy, first, meanRank }) => [strategy, first, meanRank])).toEqual([
      ['better', 1, 1],
      ['worse', 0, 2],
    ])
    expect(found).toMatchObject({
      best: { strategy: 'better', budget: 100 },
      n: 4,
      clusters: 2,
      reason: null,
    })
  })

  it('names none if patients disagree', () => {
    // Each is better for one of two patients by as much: first in the resamples that draw its patient twice, half of the others.
    const found = ranksOf({ a: [1, 1, 0, 0], b: [0, 0, 1, 1] })!
    expect(found.best).toBeNull()
    for (const { first, meanRank } of found.arms) {
      expect(first).toBeCloseTo(0.5, 1)
      expect(meanRank).toBeCloseTo(1.5, 1)
    }
  })

  it('turns the ranks if lower is better', () => {
    expect(ranksOf({ worse: [0.9, 0.8], better: [0.3, 0.4], w2: [1, 1] }, 'ter')!.reason).toBe(
      'fewer than 2 patients',
    )
    const found = ranksOf({ worse: [0.9, 0.8, 0.9, 0.8], better: [0.3, 0.4, 0.3, 0.4] }, 'ter')!
    expect(found.best!.strategy).toBe('better')
  })

  it('ranks on the instructions that all arms have scored', () => {
    const twenty: (number | null)[] = Array.from({ length: 20 }, () => 0.5)
    const found = ranksOf({ a: twenty, b: twenty.with(0, null), c: twenty.with(3, null) })!
    expect([found.n, found.clusters]).toEqual([18, 10])
    // All tie in every resample.
    for (const { first } of found.arms) expect(first).toBeCloseTo(1 / 3, 12)
  })

  it('is null for a measure that does not judge, and for fewer than two arms', () => {
    expect(ranksOf({ a: [1, 2], b: [2, 3] }, 'evidence-age')).toBeNull()
    expect(ranksOf({ a: [1, 0] })).toBeNull()
    expect(ranksOf({})).toBeNull()
  })
})
