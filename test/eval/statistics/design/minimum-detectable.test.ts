import { describe, expect, it } from 'vitest'
import {
  observedDetectable,
  plannedDetectable,
} from '../../../../eval/statistics/design/minimum-detectable.js'
import { detectableEffect } from '../../../../eval/statistics/design/power.js'

const goal = { alpha: 0.05, power: 0.8, sides: 'two-sided' } as const

describe('the minimum detectable difference', () => {
  it('is that of the paired t test where every patient has one item', () => {
    const found = plannedDetectable({ clusters: 30, itemsPerCluster: 1, icc: 0.5, sd: 0.2 }, goal)
    expect(found.difference).toBeCloseTo(0.2 * detectableEffect(30, goal)!, 12)
  })

  it('grows by the root of the design effect', () => {
    // 5 items, icc .25: design effect 2; icc 1: 5, as if each patient had one item
    const plan = { clusters: 30, itemsPerCluster: 5, sd: 0.2 }
    const [none, some, all] = [0, 0.25, 1].map((icc) => plannedDetectable({ ...plan, icc }, goal).difference!)
    expect(some! / none!).toBeCloseTo(Math.SQRT2, 12)
    expect(all).toBeCloseTo(0.2 * detectableEffect(30, goal)!, 12)
  })

  it('is found again from data with the planned numbers', () => {
    // Two items, -1 and 1 about each patient's mean, which is -1 or 1 in turn: MSB 2 * 8/7, MSW 2
    const differences = Array.from({ length: 8 }, (_, g) =>
      [-1, 1].map((own) => ({ cluster: `p${g}`, value: own + (g % 2 ? 1 : -1) })),
    ).flat()
    const found = observedDetectable(differences, goal)
    const icc = (16 / 7 - 2) / (16 / 7 + 2)
    expect(found.icc).toBeCloseTo(icc, 12)
    expect(found.designEffect).toBeCloseTo(1 + icc, 12)
    const planned = plannedDetectable({ clusters: 8, itemsPerCluster: 2, icc, sd: Math.sqrt(32 / 15) }, goal)
    expect(found.difference).toBeCloseTo(planned.difference!, 12)
  })

  it('takes a negative icc as 0, and says why there is none', () => {
    const opposed = ['a', 'b', 'c'].flatMap((cluster) => [1, -1].map((value) => ({ cluster, value })))
    expect(observedDetectable(opposed, goal)).toMatchObject({ icc: 0, designEffect: 1 })
    const one = [
      { cluster: 'a', value: 1 },
      { cluster: 'a', value: 2 },
    ]
    expect(observedDetectable(one, goal)).toMatchObject({ difference: null, reason: 'fewer than 2 patients' })
    const equal = ['a', 'b'].map((cluster) => ({ cluster, value: 0.1 }))
    expect(observedDetectable(equal, goal).reason).toBe('the differences do not vary')
  })
})
