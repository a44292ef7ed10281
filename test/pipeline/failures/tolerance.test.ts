import { describe, expect, it } from 'vitest'
import { isTolerated, readTolerance, toleranceLine } from '../../../pipeline/failures/tolerance.js'

describe('readTolerance', () => {
  it.each([
    ['1%', { share: 0.01 }],
    [' 0.5 % ', { share: 0.005 }],
    ['100%', { share: 1 }],
    ['0', { count: 0 }],
    ['12', { count: 12 }],
  ])('reads %j', (text, tolerance) => {
    expect(readTolerance(text)).toEqual(tolerance)
  })

  it.each(['', '%', '101%', '-1', '1.5', '1e3', 'all', '1 percent'])('refuses %j', (text) => {
    expect(readTolerance(text)).toBeNull()
  })
})

describe('a tolerance', () => {
  const parts = [
    { what: 'records', failed: 0, of: 8 },
    { what: 'answers', failed: 3, of: 300 },
    { what: 'grades', failed: 0, of: 0 },
  ]

  it('holds up to the declared share or number, of each kind by itself', () => {
    // 3 of 300 is 1%.
    const within = ['1%', '3', '0.99%', '2'].map((text) => isTolerated(parts, readTolerance(text)!))
    expect(within).toEqual([true, true, false, false])
    const lost = [...parts, { what: 'instructions', failed: 1, of: 20 }]
    expect(isTolerated(lost, { share: 0.01 })).toBe(false)
  })

  it('is said with what failed', () => {
    expect(toleranceLine(parts, { share: 0.01 })).toBe(
      'within the tolerance of 1%: 3 of 300 answers failed (1%)',
    )
    expect(toleranceLine(parts, { count: 2 })).toBe('beyond the tolerance of 2: 3 of 300 answers failed (1%)')
  })
})
