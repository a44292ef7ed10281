import { expect, it } from 'vitest'
import { measures } from '../../../eval/measures/measure-registry.js'

it('gives the weight of the labels, and no value to what nobody labeled', () => {
  const measure = measures['error-severity']!
  const item = {
    ...{ evidence: null, passages: [], budget: null, tokens: 0 },
    ...{ response: 'Hb was 12.', responseReason: null, references: [] },
  }
  expect(measure.of({ ...item, severity: 5 })).toBe(5)
  expect(measure.of({ ...item, severity: 0 })).toBe(0)
  expect(measure.of(item)).toEqual({ reason: 'not labeled' })
  expect(measure.of({ ...item, response: null, responseReason: 'timed out' })).toEqual({
    reason: 'timed out',
  })
})
