import { describe, expect, it } from 'vitest'
import { claimCounts } from '../../../eval/answers/faithfulness-measures.js'
import type { MeasuredItem } from '../../../eval/measured/measured-item.js'
import { measures } from '../../../eval/measures/measure-registry.js'

const measure = measures['lexical-faithfulness']!
const note = (documentId: string, label: number) => ({
  ...{ kind: 'note' as const, documentIds: [documentId], start: 0, end: 20, tokens: 5, label },
})
const ITEM: MeasuredItem = {
  evidence: null,
  passages: [note('note:a', 1), note('note:b', 2)],
  budget: 100,
  tokens: 10,
  contextText:
    '[1] 2020-01-01 note\nOn warfarin 5 mg.\n[1] 2020-02-02 note\n\n[2] 2021-01-01 note\nOn apixaban 2.5 mg.',
  response: 'Warfarin 5 mg. Apixaban 2.5 mg. Digoxin 1 mg.',
  responseReason: null,
  references: ['Warfarin 5 mg, digoxin 1 mg.'],
}
const citing = (documentId: string, unknown = 0) => ({
  ...ITEM,
  citations: { places: [{ documentId, start: null, end: null }], unknown },
})

describe('lexical-faithfulness', () => {
  it('looks anywhere in the context if nothing is cited', () => {
    // Warfarin and apixaban are shown, digoxin is not.
    expect(measure.of(ITEM)).toBeCloseTo(2 / 3, 12)
    expect(measure.of({ ...ITEM, citations: { places: [], unknown: 1 } })).toBeCloseTo(2 / 3, 12)
  })

  it('looks only in what is cited otherwise', () => {
    expect(measure.of(citing('note:a'))).toBeCloseTo(1 / 3, 12)
    expect(measure.of({ ...citing('note:a'), response: 'Warfarin on 1/1/2020. Apixaban.' })).toBe(0.5)
  })

  it('counts claims against the context and against the references', () => {
    expect(claimCounts(ITEM)).toEqual({
      context: { claims: 3, unsupported: 1 },
      references: { claims: 3, unsupported: 1 },
    })
    expect(claimCounts({ ...ITEM, references: [] }).references).toBeNull()
    expect(claimCounts({ ...ITEM, response: null })).toEqual({ context: null, references: null })
  })

  it('has no value without a claim, an answer or the text of the context', () => {
    for (const response of ['The record does not tell.', 'Yes.', 'There is no information about warfarin.'])
      expect(measure.of({ ...ITEM, response })).toEqual({ reason: 'the answer makes no claim' })
    expect(measure.of({ ...ITEM, response: null, responseReason: 'too long' })).toEqual({
      reason: 'too long',
    })
    const { contextText: _, ...unknown } = ITEM
    expect(measure.of(unknown)).toEqual({ reason: 'the text of the context is not known' })
  })

  it('finds nothing in an empty context', () => {
    expect(measure.of({ ...ITEM, passages: [], tokens: 0, contextText: '' })).toBe(0)
  })
})
