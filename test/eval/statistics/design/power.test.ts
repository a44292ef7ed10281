import { describe, expect, it } from 'vitest'
import { detectableEffect, pairedPower } from '../../../../eval/statistics/design/power.js'
import { caseNote, expectAgreement, referenceCases } from '../reference.js'

type Numbers = Record<string, number>
type PowerInput = { n?: number; alpha: number; effect?: number }
/** Not what the peer prints where it is wrong ('peer_...'), and no number of items: nothing here computes one. */
const isOurs = (key: string) => !key.startsWith('peer_') && key !== 'n_needed'

describe(`power against statsmodels and a quadrature${caseNote}`, () => {
  it.each(referenceCases<PowerInput, Numbers>('power'))('power agrees on $id', ({ input, expected }) => {
    const { n, alpha, effect } = input
    let checked = 0
    for (const [key, value] of Object.entries(expected!)) {
      if (!isOurs(key)) continue
      const sides = key.includes('larger') ? 'greater' : 'two-sided'
      const number = Number(key.split('_').at(-1))
      let found: number | null
      if (key.startsWith('mde')) found = detectableEffect(n!, { alpha, power: number, sides })
      else found = pairedPower(effect ?? number, n!, { alpha, sides })
      expectAgreement(found, value, key)
      checked += 1
    }
    expect(checked).toBe(Object.keys(expected!).filter(isOurs).length)
  })
})

describe('power', () => {
  it('pairedPower is alpha without an effect, and detectableEffect inverts it', () => {
    const goal = { alpha: 0.05, power: 0.8, sides: 'two-sided' } as const
    expect(pairedPower(0, 12, goal)).toBeCloseTo(0.05, 12)
    expect(pairedPower(detectableEffect(12, goal)!, 12, goal)).toBeCloseTo(0.8, 12)
    expect(pairedPower(0.5, 1, goal)).toBeNull()
  })
})
