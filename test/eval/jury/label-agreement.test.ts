import { describe, expect, it } from 'vitest'
import { agreementWithPeople, type LabelledPair } from '../../../eval/jury/label-agreement.js'

function pairs(
  ...given: readonly (readonly [patientId: string, person: number, jury: number])[]
): LabelledPair[] {
  return given.map(([patientId, person, jury]) => ({ patientId, person, jury }))
}

const BINARY = [0, 1]
const LIKERT = [1, 2, 3, 4, 5]

describe('agreementWithPeople', () => {
  it('gives coefficients worked out by hand', () => {
    // Table (person, jury): 1-1 twice, 0-0 twice, 1-0 once, 0-1 once. Observed 4/6; both margins half: expected 1/2.
    // kappa = (2/3 - 1/2) / (1/2) = 1/3. Pairs: concordant 2*2 = 4, discordant 1; tau-b = 3 / sqrt(9 * 9) = 1/3.
    const { kappa, tau, n, patients } = agreementWithPeople(
      'correct',
      pairs(['a', 1, 1], ['a', 1, 1], ['b', 0, 0], ['b', 0, 0], ['c', 1, 0], ['c', 0, 1]),
      BINARY,
    )
    expect([n, patients]).toEqual([6, 3])
    expect(kappa.value).toBeCloseTo(1 / 3, 12)
    expect(tau.value).toBeCloseTo(1 / 3, 12)
  })

  it('takes its interval from leaving out one patient at a time', () => {
    // Each patient has one 1-1 and one 0-0, but c one 1-0 and one 0-0. Kappa without a or b: 2 patients, observed 3/4,
    // margins 1/2 and 1/4: expected 1/2, kappa 1/2. Without c: 1. Mean 2/3, squares 2/36 + 4/36 = 1/6;
    // standard error sqrt(2/3 * 1/6) = 1/3; t of 2 degrees of freedom at .975 is 4.302653.
    const { kappa } = agreementWithPeople(
      'correct',
      pairs(['a', 1, 1], ['a', 0, 0], ['b', 1, 1], ['b', 0, 0], ['c', 1, 0], ['c', 0, 0]),
      BINARY,
    )
    // Observed 5/6; margins 1/2 and 1/3: expected 1/2; kappa 2/3.
    expect(kappa.value).toBeCloseTo(2 / 3, 12)
    expect(kappa.low).toBeCloseTo(2 / 3 - 4.302653 / 3, 5)
    expect(kappa.high).toBeCloseTo(2 / 3 + 4.302653 / 3, 5)
  })

  it("rounds a jury's mean for kappa alone, with quadratic weights", () => {
    const given = pairs(['a', 5, 5], ['a', 4, 4], ['b', 2, 1.6], ['b', 1, 1.4], ['c', 3, 3])
    const { kappa, tau, icc } = agreementWithPeople('accuracy', given, LIKERT)
    // Rounded they are the same.
    expect(kappa.value).toBeCloseTo(1, 12)
    expect(tau.value).toBeCloseTo(1, 12)
    expect(icc.value).toBeLessThan(1)
    expect(icc.value).toBeGreaterThan(0.95)
  })

  it('has no interval over one patient', () => {
    const { kappa } = agreementWithPeople('correct', pairs(['a', 1, 1], ['a', 0, 0]), BINARY)
    expect(kappa).toEqual({ value: 1, low: null, high: null, reason: null })
  })

  it('has a reason and no number where there is none', () => {
    const none = agreementWithPeople('correct', [], BINARY)
    for (const { value, reason } of [none.kappa, none.tau, none.icc])
      expect([value, reason]).toEqual([null, 'no response has both a label and a grade'])
    const constant = agreementWithPeople('correct', pairs(['a', 1, 1], ['b', 1, 1], ['c', 1, 1]), BINARY)
    for (const { value, reason } of [constant.kappa, constant.tau, constant.icc]) {
      expect(value).toBeNull()
      expect(reason).not.toBeNull()
    }
  })
})
