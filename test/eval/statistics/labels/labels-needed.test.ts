import { describe, expect, it } from 'vitest'
import { studentQuantile } from '../../../../eval/statistics/distributions/student-t.js'
import type { JudgedItem } from '../../../../eval/statistics/labels/label-sums.js'
import { labelsNeeded } from '../../../../eval/statistics/labels/labels-needed.js'
import { predictionPoweredMean } from '../../../../eval/statistics/labels/prediction-powered.js'

/** Labels alternate 0 and 1; the judge is right in all but every fifth; the first `labels` of 400 responses are labeled. */
function responses(labels: number): JudgedItem[] {
  return Array.from({ length: 400 }, (_, i) => {
    const truth = i % 2
    return { cluster: `p${i}`, judge: i % 5 === 0 ? 1 - truth : truth, label: i < labels ? truth : null }
  })
}

const estimateOf = (labels: number) =>
  predictionPoweredMean(responses(labels), { tuning: 'tuned', level: 0.95 })
const halfOf = (labels: number) => {
  const { low, high } = estimateOf(labels).corrected!
  return (high - low) / 2
}

describe('labelsNeeded', () => {
  it('needs none if the interval is narrow enough already', () => {
    expect(labelsNeeded(estimateOf(50), halfOf(50) + 1e-9)).toMatchObject({ more: 0, reason: null })
  })

  it('predicts the labels that are really needed', () => {
    // From 40 labels, the half width that 120 really have: predicted within a tenth of the 80 that are added.
    const { more } = labelsNeeded(estimateOf(40), halfOf(120))
    expect(Math.abs(more! - 80)).toBeLessThanOrEqual(8)
  })

  it('follows V / n (1 - r (1 - n / N))', () => {
    const estimate = estimateOf(100)
    const plain = estimate.labelsOnly!.standardError ** 2
    const share = estimate.corrected!.standardError ** 2 / plain
    // A quarter is labeled: 1 - r (3/4) = share. With 200 labels half is: V / 200 (1 - r / 2), and 199 degrees of freedom.
    const r = (1 - share) / 0.75
    const half = studentQuantile(0.975, 199) * Math.sqrt((plain / 2) * (1 - r / 2))
    expect(labelsNeeded(estimate, half + 1e-12).more).toBe(100)
    // With all 400 the judge does not matter any more.
    expect(labelsNeeded(estimate, half).allLabeled).toBeCloseTo(
      studentQuantile(0.975, 399) * Math.sqrt(plain / 4),
      12,
    )
  })

  it('says if no number of labels is enough, or if there is no estimate', () => {
    const found = labelsNeeded(estimateOf(50), 0.001)
    expect(found.more).toBeNull()
    expect(found.allLabeled).toBeGreaterThan(0.04)
    expect(found.reason).toMatch('more instructions are needed')
    expect(labelsNeeded(estimateOf(0), 0.1).reason).toBe('no response has a label')
  })
})
