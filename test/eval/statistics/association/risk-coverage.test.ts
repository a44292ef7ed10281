import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  aurc,
  aurcInterval,
  type ConfidentValue,
  riskCoverage,
} from '../../../../eval/statistics/association/risk-coverage.js'

const answers = (...pairs: readonly (readonly [confidence: number, wrong: number])[]): ConfidentValue[] =>
  pairs.map(([confidence, value], i) => ({ cluster: `p${i % 3}`, confidence, value }))
const SETTINGS = { seed: 1, resamples: 200, level: 0.95 }

describe('riskCoverage and aurc', () => {
  it('keep the most confident answers first', () => {
    const some = answers([0.2, 1], [0.9, 0], [0.5, 1], [0.7, 0])
    expect(riskCoverage(some)).toEqual([
      { coverage: 0.25, risk: 0 },
      { coverage: 0.5, risk: 0 },
      { coverage: 0.75, risk: 1 / 3 },
      { coverage: 1, risk: 0.5 },
    ])
    // (0 + 0 + 1/3 + 1/2) / 4
    expect(aurc(some)).toBeCloseTo(5 / 24, 12)
  })

  it('take the expected risk over every order of equal confidences', () => {
    // Orders of right and wrong: (0 + 1/2) / 2 and (1 + 1/2) / 2, on average 1/2.
    expect(aurc(answers([0.5, 0], [0.5, 1]))).toBeCloseTo(0.5, 12)
    expect(riskCoverage(answers([0.5, 0], [0.5, 1]))).toEqual([{ coverage: 1, risk: 0.5 }])
  })

  it('have no value without answers, and no interval of one patient', () => {
    expect(aurc([])).toBeNull()
    expect(riskCoverage([])).toEqual([])
    expect(aurcInterval([{ cluster: 'p', confidence: 1, value: 0 }], SETTINGS)).toBeNull()
  })

  it('lie between the area of the best order and that of the worst, and do not depend on the order given', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(0, 0.3, 0.6, 1), fc.constantFrom(0, 1)), {
          minLength: 1,
          maxLength: 30,
        }),
        (pairs) => {
          const area = aurc(answers(...pairs))!
          const ordered = (sense: number) =>
            aurc(
              answers(...pairs.map(([, wrong], i): [number, number] => [sense * wrong - i * 1e-6, wrong])),
            )!
          expect(area).toBeGreaterThanOrEqual(ordered(-1) - 1e-12)
          expect(area).toBeLessThanOrEqual(ordered(1) + 1e-12)
          expect(aurc(answers(...pairs.toReversed()))).toBeCloseTo(area, 12)
        },
      ),
    )
  })

  it('have an interval around the area that narrows with more patients', () => {
    const many = (patients: number) =>
      Array.from({ length: patients }, (_, i) => ({
        cluster: `p${i}`,
        confidence: (i % 10) / 10,
        value: Number((i * 7) % 10 < 4),
      }))
    const [few, more] = [30, 300].map((n) => aurcInterval(many(n), SETTINGS)!)
    expect(few!.low).toBeLessThan(aurc(many(30))!)
    expect(few!.high).toBeGreaterThan(aurc(many(30))!)
    expect(more!.high - more!.low).toBeLessThan(few!.high - few!.low)
  })
})
