import { describe, expect, it } from 'vitest'
import { expandedLevel } from '../../../eval/statistics/few-clusters.js'

describe('expandedLevel', () => {
  it('asks for more of few clusters, and for nothing more of many', () => {
    // t(.975, 9) = 2.262157, times sqrt(10 / 9) 2.384521: P(|Z| < 2.384521) = .98290
    expect(expandedLevel(0.95, 10)).toBeCloseTo(0.9829, 4)
    expect(expandedLevel(0.95, 1e6)).toBeCloseTo(0.95, 5)
  })
})
