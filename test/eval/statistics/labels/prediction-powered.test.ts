import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { studentQuantile } from '../../../../eval/statistics/distributions/student-t.js'
import type { JudgedItem } from '../../../../eval/statistics/labels/label-sums.js'
import { predictionPoweredMean } from '../../../../eval/statistics/labels/prediction-powered.js'

type Figures = { estimate: number; low: number; high: number; lambda: number; lambdaVariance?: number }
type Case = {
  id: string
  input: { labels: number[]; labeledJudge: number[]; unlabeledJudge: number[] }
  expected: {
    labelsOnly: number
    rectifier: number
    unshrunkLambda: number
    plain: Figures
    tuned: Figures
  }
}

const file = join(import.meta.dirname, '../../../reference/evalstats/prediction_powered.json')
const cases = (JSON.parse(readFileSync(file, 'utf8')) as { cases: Case[] }).cases

const tuned = { tuning: 'tuned', level: 0.95 } as const

/** One response per patient. */
function independent({ labels, labeledJudge, unlabeledJudge }: Case['input']): JudgedItem[] {
  const labeled = labels.map((label, i) => ({ cluster: `l${i}`, judge: labeledJudge[i]!, label }))
  return [...labeled, ...unlabeledJudge.map((judge, i) => ({ cluster: `u${i}`, judge, label: null }))]
}

describe('predictionPoweredMean against evalstats 0.3.3', () => {
  it.each(cases)('agrees on $id', ({ input, expected }) => {
    const items = independent(input)
    const compare = (figures: Figures) => {
      const tuning = { lambda: figures.lambda, variance: figures.lambdaVariance ?? 0 }
      const { corrected } = predictionPoweredMean(items, { tuning, level: 0.95 })
      expect(corrected!.mean).toBeCloseTo(figures.estimate, 9)
      expect(corrected!.low).toBeCloseTo(figures.low, 9)
      expect(corrected!.high).toBeCloseTo(figures.high, 9)
    }
    compare(expected.plain)
    // evalstats moves lambda towards 0 or 1 by a random bootstrap, which the papers do not: here its lambda is given.
    compare(expected.tuned)
    const own = predictionPoweredMean(items, tuned)
    // Without variation of the grades every lambda gives the same estimate.
    const isConstant = new Set([...input.labeledJudge, ...input.unlabeledJudge]).size === 1
    expect(own.lambda).toBeCloseTo(isConstant ? 0 : expected.unshrunkLambda, 9)
    expect(own.labelsOnly!.mean).toBeCloseTo(expected.labelsOnly, 12)
    expect(own.judgeBias).toBeCloseTo(-expected.rectifier, 12)
  })
})

describe('predictionPoweredMean by hand', () => {
  const items: JudgedItem[] = [
    { cluster: 'a', judge: 1, label: 1 },
    { cluster: 'a', judge: 1, label: 1 },
    { cluster: 'b', judge: 1, label: 0 },
    { cluster: 'c', judge: 0, label: 0 },
    { cluster: 'b', judge: 1, label: null },
    { cluster: 'd', judge: 1, label: null },
    { cluster: 'e', judge: 0, label: null },
  ]

  it('corrects the judge by its error on the labeled responses, clustered by patient', () => {
    const found = predictionPoweredMean(items, { tuning: { lambda: 1, variance: 0 }, level: 0.95 })
    // Labels 2/4, the judge's 3/4 on the same responses and 2/3 on the others: 2/4 + 2/3 - 3/4 = 5/12.
    expect(found.corrected!.mean).toBeCloseTo(5 / 12, 12)
    expect(found.judgeBias).toBeCloseTo(1 / 4, 12)
    expect(found.judgeMean).toBeCloseTo(5 / 7, 12)
    // Label less grade: 0 0 | -1 | 0, mean -1/4; residuals by patient 1/2, -3/4, 1/4, each over the labels of the others, 2, 3, 3.
    // Grades of the others: residuals 1/3 (b), 1/3 (d), -2/3 (e), each over 2. Patient b has both. All times sqrt(2/3).
    const root = Math.sqrt(2 / 3)
    const parts = [1 / 4, -1 / 4 + 1 / 6, 1 / 12, 1 / 6, -1 / 3].map((part) => root * part)
    const error = Math.sqrt(parts.reduce((sum, part) => sum + part * part, 0))
    expect(found.corrected!.standardError).toBeCloseTo(error, 12)
    // Three patients have labels: 2 degrees of freedom.
    expect(found.corrected!.high).toBeCloseTo(5 / 12 + studentQuantile(0.975, 2) * error, 12)
    // Labels alone: residuals by patient 1, -1/2, -1/2 over 2, 3, 3: 2/3 (1/4 + 1/36 + 1/36) = 11/54.
    expect(found.labelsOnly!.standardError ** 2).toBeCloseTo(11 / 54, 12)
    expect(found).toMatchObject({ items: 7, patients: 5, labels: 4, labeledPatients: 3, reason: null })
    expect(found.effectiveLabels).toBeCloseTo((4 * 11) / 54 / error ** 2, 10)
    expect(found.labelsReplaced).toBeCloseTo(found.effectiveLabels! - 4, 12)
  })

  it('says why there is no estimate', () => {
    const unlabeled = items.map((item) => ({ ...item, label: null }))
    const none = { corrected: null, labelsOnly: null, lambda: null, labelsReplaced: null }
    expect(predictionPoweredMean(unlabeled, tuned)).toMatchObject({
      ...none,
      reason: 'no response has a label',
    })
    expect(predictionPoweredMean(items.slice(0, 2), tuned)).toMatchObject({
      ...none,
      reason: 'the labels are of fewer than 2 patients',
    })
    expect(predictionPoweredMean([], tuned).judgeMean).toBeNull()
  })

  it('does not use a judge who gives all responses the same grade', () => {
    const found = predictionPoweredMean(
      items.map((item) => ({ ...item, judge: 0.1 })),
      tuned,
    )
    expect(found.lambda).toBe(0)
    expect(found.corrected!.mean).toBeCloseTo(1 / 2, 12)
    expect(found.labelsReplaced).toBeCloseTo(0, 9)
  })

  it('is the mean of the labels if all responses have one', () => {
    const found = predictionPoweredMean(items.slice(0, 4), tuned)
    expect(found.corrected).toEqual(found.labelsOnly)
    expect([found.lambda, found.labelsReplaced]).toEqual([0, 0])
  })
})

const itemsOf = (label: fc.Arbitrary<number | null>) =>
  fc.array(
    fc.record({
      cluster: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
      judge: fc.integer({ min: 0, max: 5 }),
      label,
    }),
    { minLength: 1, maxLength: 30 },
  )

describe('predictionPoweredMean', () => {
  const some = itemsOf(fc.option(fc.integer({ min: 0, max: 5 })))

  it('does not depend on the order of the responses', () => {
    fc.assert(
      fc.property(some, (items) => {
        expect(predictionPoweredMean(items.toReversed(), tuned).corrected).toEqual(
          predictionPoweredMean(items, tuned).corrected,
        )
      }),
    )
  })

  it('does not change if the judge grades everything higher by the same amount', () => {
    fc.assert(
      fc.property(some, (items) => {
        const { corrected } = predictionPoweredMean(items, tuned)
        const biased = predictionPoweredMean(
          items.map((item) => ({ ...item, judge: item.judge + 3 })),
          tuned,
        ).corrected
        expect(biased === null).toBe(corrected === null)
        if (corrected !== null) expect(biased!.mean).toBeCloseTo(corrected.mean, 6)
      }),
    )
  })

  it('has a tuned variance, lambda taken as known, of at most that of the labels alone', () => {
    fc.assert(
      fc.property(some, (items) => {
        const { lambda, corrected } = predictionPoweredMean(items, tuned)
        if (corrected === null) return
        const fixed = predictionPoweredMean(items, { tuning: { lambda: lambda!, variance: 0 }, level: 0.95 })
        expect(fixed.corrected!.standardError).toBeLessThanOrEqual(fixed.labelsOnly!.standardError + 1e-12)
      }),
    )
  })
})
