import { describe, expect, it } from 'vitest'
import { measures } from '../../../eval/measures/measure-registry.js'

const ITEM = {
  evidence: null,
  passages: [],
  budget: null,
  tokens: 0,
  response: 'The record does not tell.',
  responseReason: null,
  references: [],
}
const right = measures['right-abstention']!
const wrong = measures['wrong-abstention']!

describe('right-abstention and wrong-abstention', () => {
  it('score each instruction by one of them alone', () => {
    expect(right.of({ ...ITEM, isAnswerable: false })).toBe(1)
    expect(wrong.of({ ...ITEM, isAnswerable: true })).toBe(1)
    expect(right.of({ ...ITEM, isAnswerable: true })).toEqual({ reason: 'the instruction is answerable' })
    expect(wrong.of({ ...ITEM, isAnswerable: false })).toEqual({ reason: 'the instruction is unanswerable' })
  })

  it('give 0 for an answer', () => {
    const answered = { ...ITEM, response: 'Hb was 12.' }
    expect(right.of({ ...answered, isAnswerable: false })).toBe(0)
    expect(wrong.of({ ...answered, isAnswerable: true })).toBe(0)
  })

  it('have no value if nobody said whether the instruction can be answered, or if there is no answer', () => {
    for (const isAnswerable of [null, undefined])
      for (const measure of [right, wrong])
        expect(measure.of({ ...ITEM, ...(isAnswerable === null ? { isAnswerable } : {}) })).toEqual({
          reason: 'it is not known whether the instruction can be answered',
        })
    const failed = { ...ITEM, response: null, responseReason: 'window exceeded' }
    expect(right.of({ ...failed, isAnswerable: false })).toEqual({ reason: 'window exceeded' })
  })
})
