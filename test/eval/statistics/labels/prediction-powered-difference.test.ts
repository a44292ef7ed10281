import { describe, expect, it } from 'vitest'
import { predictionPoweredMean } from '../../../../eval/statistics/labels/prediction-powered.js'
import { predictionPoweredDifference } from '../../../../eval/statistics/labels/prediction-powered-difference.js'

const pair = (
  cluster: string,
  first: readonly [number, number | null],
  second: readonly [number, number | null],
) => ({
  cluster,
  first: { judge: first[0], label: first[1] },
  second: { judge: second[0], label: second[1] },
})

describe('predictionPoweredDifference', () => {
  const pairs = [
    pair('a', [1, 1], [0, 0]),
    pair('b', [1, 0], [1, 1]),
    pair('c', [0, 0], [0, 0]),
    pair('d', [1, null], [0, null]),
    pair('e', [1, 1], [0, null]),
    pair('f', [0, null], [0, 0]),
  ]

  it('is the mean of the paired differences, labeled where both responses are', () => {
    const found = predictionPoweredDifference(pairs, { tuning: { lambda: 1, variance: 0 }, level: 0.95 })
    // Labels: 1, -1, 0. Grades: 1, 0, 0 of the same pairs; 1, 1, 0 of the others. 0 + 2/3 - 1/3 = 1/3.
    expect(found.corrected!.mean).toBeCloseTo(1 / 3, 12)
    expect(found).toMatchObject({ labels: 3, items: 6, labeledOnce: 2 })
  })

  it('cancels what the judge gets wrong in both arms alike', () => {
    const biased = pairs.map(({ cluster, first, second }) => ({
      cluster,
      first: { ...first, judge: first.judge + 7 },
      second: { ...second, judge: second.judge + 7 },
    }))
    const settings = { tuning: 'tuned', level: 0.95 } as const
    expect(predictionPoweredDifference(biased, settings)).toEqual(
      predictionPoweredDifference(pairs, settings),
    )
    const same = pairs.map(({ cluster, first }) => ({ cluster, ...first }))
    expect(predictionPoweredMean(same, settings).judgeBias).not.toBe(0)
  })
})
