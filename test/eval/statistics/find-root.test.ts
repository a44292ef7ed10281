import { describe, expect, it } from 'vitest'
import { findRoot } from '../../../eval/statistics/find-root.js'

describe('findRoot', () => {
  it('finds where rising and falling functions cross 0', () => {
    expect(findRoot((x) => x * x - 2, 0, 2)).toBeCloseTo(Math.SQRT2, 13)
    expect(findRoot((x) => Math.exp(-x) - 1e-9, -3, 100)).toBeCloseTo(Math.log(1e9), 11)
    expect(findRoot((x) => x - 3, 3, 4)).toBe(3)
  })

  it('refuses ends of the same sign', () => {
    expect(() => findRoot((x) => x, 1, 2)).toThrow('expected a change of sign from 1 to 2')
  })
})
