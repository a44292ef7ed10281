import { describe, expect, it } from 'vitest'
import { countWins } from '../../../../eval/statistics/paired/wins.js'

describe('countWins', () => {
  it('counts a difference within rounding of 0 as a tie, and NaN as nothing', () => {
    expect(countWins([0.1 + 0.2 - 0.3, 0.5, -0.5, 0.2, Number.NaN])).toEqual({ wins: 2, ties: 1, losses: 1 })
  })
})
