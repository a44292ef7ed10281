import { describe, expect, it } from 'vitest'
import { rankAgreement } from '../../../eval/jury/rank-agreement.js'

/** Responses to one instruction as [rank, grade]. */
function ranked(instructionId: string, patientId: string, ...given: readonly (readonly [number, number])[]) {
  return given.map(([rank, jury]) => ({ instructionId, patientId, rank, jury }))
}

describe('rankAgreement', () => {
  it('is the mean over instructions of tau-b, 1 the best rank', () => {
    // The first: same order, tau 1. The second: of three pairs two concordant and one not, tau 1/3. Mean 2/3.
    const { tau, instructions, patients } = rankAgreement('accuracy', [
      ...ranked('1', 'a', [1, 5], [2, 3]),
      ...ranked('2', 'b', [1, 5], [2, 2], [3, 3]),
    ])
    expect([instructions, patients]).toEqual([2, 2])
    expect(tau.value).toBeCloseTo(2 / 3, 12)
    // Without a 1/3, without b 1: standard error sqrt(1/2 * 2/9) = 1/3; t of one degree of freedom at .975 is 12.7062.
    expect(tau.high! - tau.value!).toBeCloseTo(12.7062 / 3, 4)
  })

  it('leaves out instructions without an order on either side', () => {
    const { tau, instructions } = rankAgreement('accuracy', [
      ...ranked('1', 'a', [1, 5], [2, 5]),
      ...ranked('2', 'a', [1.5, 4], [1.5, 3]),
      ...ranked('3', 'a', [1, 4]),
      ...ranked('4', 'b', [1, 1], [2, 2]),
    ])
    expect([instructions, tau.value]).toEqual([1, -1])
  })

  it('has a reason where none is left', () => {
    const reason = 'no instruction has responses of different rank and grade'
    expect(rankAgreement('accuracy', []).tau).toMatchObject({ value: null, reason })
    const alike = ranked('1', 'a', [1, 5], [2, 5])
    expect(rankAgreement('accuracy', alike).tau).toMatchObject({ value: null, reason })
  })
})
