import { describe, expect, it } from 'vitest'
import type { JudgedItem } from '../../eval/measure.js'
import { rightnessFor } from '../../pipeline/rightness.js'

const item: JudgedItem = {
  evidence: null,
  passages: [],
  budget: 500,
  tokens: 10,
  response: null,
  responseReason: 'deadline',
  references: [],
}
const rate = (response: string | null, ...references: string[]) =>
  rightnessFor('evidence-recall').of({ ...item, response, references })

describe('what is right', () => {
  it('names every number and date of a reference, in whatever words', () => {
    const reference = 'The last glucose was 210 mg/dL on 05/05/2022.'
    expect(rate('2022-05-05 10:00 Glucose 210 mg/dL', reference)).toBe(1)
    expect(rate('2022-05-05 10:00 Glucose 180 mg/dL', reference)).toBe(0)
    expect(rate('2022-05-06 10:00 Glucose 210 mg/dL', reference)).toBe(0)
  })

  it('has half of the words of a reference without numbers', () => {
    // diarrhoea of {because, of, diarrhoea}: F1 = 2 * 1 / (1 + 3) = .5
    expect(rate('Diarrhoea', 'Because of diarrhoea.')).toBe(1)
    expect(rate('Nausea', 'Because of diarrhoea.')).toBe(0)
  })

  it('is not said without an answer or a reference', () => {
    expect([rate(null, 'A stick.'), rate('A stick.')]).toEqual([null, null])
  })

  it('is by the primary measure where that looks at answers, as a share of its best', () => {
    const { rule, of } = rightnessFor('chrf')
    expect(rule).toBe('chrf is full')
    expect(of({ ...item, response: 'a stick', references: ['a stick'] })).toBeCloseTo(1, 12)
    expect(rightnessFor(null).rule).toContain('numeric-match')
  })
})
