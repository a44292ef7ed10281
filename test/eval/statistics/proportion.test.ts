import { describe, expect, it } from 'vitest'
import { clopperPearson, type Ends, wilson, wilsonCorrected } from '../../../eval/statistics/proportion.js'
import { caseNote, expectAgreement, referenceCases } from './reference.js'

type Input = { k: number; n: number; confidence: number }
type Expected = { wilson: number[]; wilsoncc: number[]; exact: number[] }

describe(`proportions against scipy${caseNote}`, () => {
  it.each(referenceCases<Input, Expected>('proportion'))('agrees on $id', ({ input, expected }) => {
    const { k, n, confidence } = input
    if (expected === null) {
      expect(() => wilson(k, n, confidence)).toThrow('expected 0 to n successes')
      return
    }
    const compare = (found: Ends, ends: number[], name: string) => {
      expectAgreement(found.low, ends[0], `${name} low`)
      expectAgreement(found.high, ends[1], `${name} high`)
    }
    compare(wilson(k, n, confidence), expected.wilson, 'wilson')
    compare(wilsonCorrected(k, n, confidence), expected.wilsoncc, 'wilson with correction')
    compare(clopperPearson(k, n, confidence), expected.exact, 'exact')
  })
})

describe('proportions by hand', () => {
  it('clopperPearson: 0 of n ends where (1 - p)^n is the tail', () => {
    expect(clopperPearson(0, 10, 0.95).high).toBeCloseTo(1 - 0.025 ** (1 / 10), 12)
  })

  it('wilson: 5 of 10 is symmetric, half width z sqrt(n/4 + z^2/4) / (n + z^2)', () => {
    const z = 1.959963984540054
    const { low, high } = wilson(5, 10, 0.95)
    expect(low + high).toBeCloseTo(1, 14)
    expect((high - low) / 2).toBeCloseTo((z * Math.sqrt(2.5 + (z * z) / 4)) / (10 + z * z), 12)
  })
})
