import { describe, expect, it } from 'vitest'
import { drawWeights } from '../../../../eval/statistics/resampling/draw-weights.js'

describe('drawWeights', () => {
  it('draws as many clusters as there are in every resample', () => {
    const weights = drawWeights(5, { seed: 3, resamples: 40 })
    expect(weights).toHaveLength(200)
    for (let start = 0; start < 200; start += 5)
      expect(weights.slice(start, start + 5).reduce((sum, one) => sum + one, 0)).toBe(5)
  })

  it('draws the same into used memory', () => {
    const memory = new Uint16Array(1000).fill(9)
    const settings = { seed: 3, resamples: 40 }
    expect(drawWeights(5, settings, memory)).toEqual(drawWeights(5, settings))
    expect(drawWeights(7, settings, memory)).toEqual(drawWeights(7, settings))
  })
})
