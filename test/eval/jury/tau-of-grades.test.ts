import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../../base/random.js'
import { tauOfGrades } from '../../../eval/jury/tau-of-grades.js'
import { kendall } from '../../../eval/statistics/association/kendall.js'

describe('tauOfGrades', () => {
  it.each([2, 3, 10, 60])("is kendall's tau-b of %i pairs with ties", (n) => {
    const random = seededRandom(n)
    for (let round = 0; round < 20; round++) {
      const [x, y] = [0, 1].map(() => Array.from({ length: n }, () => random(4) / 2)) as [number[], number[]]
      const { tauB } = kendall(x, y, 'asymptotic')
      const tau = tauOfGrades(x, y)
      if (tauB === null) expect(tau).toEqual({ reason: 'one side is constant' })
      else expect(tau).toBeCloseTo(tauB, 12)
    }
  })

  it('has a reason and no number for one pair', () => {
    expect(tauOfGrades([1], [1])).toEqual({ reason: 'fewer than 2 pairs' })
  })
})
