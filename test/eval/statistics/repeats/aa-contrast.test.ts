import { describe, expect, it } from 'vitest'
import { aaContrast } from '../../../../eval/statistics/repeats/aa-contrast.js'
import { drawsOf } from '../simulated-patients.js'

const settings = { seed: 1, resamples: 400, level: 0.95, draws: 499 }

describe('aaContrast', () => {
  it('compares odd and even repeats, without the last of an odd number', () => {
    const found = aaContrast(
      [
        // (1 + 3) / 2 - (0 + 2) / 2 = 1; the fifth is not used.
        { cluster: 'a', values: [1, 0, 3, 2, 100] },
        // 4 - (1 + 2) / 2 = 2.5.
        { cluster: 'b', values: [4, 1, null, 2, 100] },
        { cluster: 'c', values: [null, 1, null, 2, 100] },
      ],
      settings,
    )
    expect(found).toMatchObject({ perHalf: 2, left: 1, reason: null })
    expect(found.difference!.mean).toBeCloseTo(1.75, 12)
    // Two patients: of four sign vectors, two are as extreme.
    expect(found.test!.p).toBe(1 / 2)
  })

  it('finds a difference in 5% of arms that do not change', () => {
    const { normal } = drawsOf(21)
    const p = Array.from({ length: 2000 }, (_, i) => {
      const rows = Array.from({ length: 20 }, (__, g) => {
        const own = normal()
        return { cluster: `p${g >> 1}`, values: [0, 1, 2].map(() => own + normal()) }
      })
      return aaContrast(rows, { ...settings, seed: i, resamples: 2 }).test!.p!
    })
    // Ten patients: exact p. The standard error of a share of 5% is .5%.
    expect(Math.abs(p.filter((one) => one <= 0.05).length / p.length - 0.05)).toBeLessThan(0.015)
  })

  it('says why there is none', () => {
    const bare = { difference: null, test: null }
    expect(aaContrast([{ cluster: 'a', values: [1] }], settings)).toMatchObject({
      ...bare,
      reason: 'fewer than 2 repeats',
    })
    expect(aaContrast([{ cluster: 'a', values: [1, null] }], settings)).toMatchObject({
      ...bare,
      left: 1,
      reason: 'no instruction is scored in both halves',
    })
  })
})
