import { describe, expect, it } from 'vitest'
import { evidenceAge } from '../../../eval/context/evidence-age.js'
import { evidenceRecall } from '../../../eval/context/evidence-measures.js'
import { evidencePosition } from '../../../eval/context/evidence-position.js'
import { events, fact, item, NO_PASSAGES, note, place } from './made-item.js'

describe('evidence-age', () => {
  const at = (documentId: string, time: string | null) => ({ ...place(documentId), time })
  const asOf = '2020-03-01 12:00:00'
  const evidence = [
    fact(2, at('old', '2019-03-02 12:00:00'), at('new', '2020-02-29 00:00:00')),
    fact(1, at('event', '2020-01-01 12:00:00')),
  ]
  const ageOf = (...ids: string[]) => evidenceAge.of(item(evidence, [events(ids)], { asOf }))

  it('is of the newest place shown, in days', () => {
    expect(ageOf('old')).toBe(365) // 2020-02-29 lies between
    expect(ageOf('old', 'event')).toBe(60)
    expect(ageOf('old', 'event', 'new')).toBe(1.5)
  })

  it('is unscored where it is not defined, with the reason', () => {
    const shown = [events(['old'])]
    expect(ageOf('other')).toEqual({ reason: 'no evidence shown' })
    expect(evidenceAge.of(item(null, shown, { asOf }))).toEqual({ reason: 'no evidence judgements' })
    expect(evidenceAge.of(item([], shown, { asOf }))).toEqual({ reason: 'no judged evidence' })
    expect(evidenceAge.of(item(evidence, shown, { asOf: null }))).toEqual({
      reason: 'no as-of time and no end of the record',
    })
    expect(evidenceAge.of(item(evidence, [], { asOf, tokens: 5 }))).toEqual(NO_PASSAGES)
    expect(evidenceAge.of(item([fact(2, at('old', null))], shown, { asOf }))).toEqual({
      reason: 'the shown evidence has no time',
    })
  })
})

describe('evidence-position', () => {
  const evidence = [fact(2, place('n', 10, 20)), fact(1, place('s'))]
  const [a, b, n] = [
    note('a', 0, 9, { label: 1, tokens: 30 }),
    note('b', 0, 9, { label: 2, tokens: 10 }),
    note('n', 5, 12, { label: 3, tokens: 50 }),
  ]

  it('is 0 at the beginning, 1 at the end, and counts tokens of the others between', () => {
    const first = { ...n, label: 0 }
    const between = { ...n, label: 1.5 }
    expect(evidencePosition.of(item(evidence, [a, b, first]))).toBe(0)
    expect(evidencePosition.of(item(evidence, [a, b, n]))).toBe(1)
    expect(evidencePosition.of(item(evidence, [a, b, between]))).toBe(30 / 40)
  })

  it('goes by the order of the context, not by the order of relevance', () => {
    expect(evidencePosition.of(item(evidence, [n, b, a]))).toBe(1)
  })

  it('takes the first of several, supporting evidence included, and passages as listed without labels', () => {
    const listed = [note('a', 0, 9), events(['s']), note('b', 0, 9), note('n', 0, 99)]
    expect(evidencePosition.of(item(evidence, listed))).toBe(10 / 30)
  })

  it('is unscored where it is not defined, with the reason', () => {
    expect(evidencePosition.of(item(evidence, [a, b]))).toEqual({ reason: 'no evidence shown' })
    expect(evidencePosition.of(item(evidence, [n]))).toEqual({ reason: 'no other passage than the evidence' })
    expect(evidencePosition.of(item(null, [n]))).toEqual({ reason: 'no evidence judgements' })
    expect(evidencePosition.of(item([], [n]))).toEqual({ reason: 'no judged evidence' })
    expect(evidencePosition.of(item(evidence, [], { tokens: 5 }))).toEqual(NO_PASSAGES)
  })
})

describe('a cut of a text that names no passages', () => {
  const cut = { tokens: 5, asOf: '2020-01-01 00:00:00' }

  it('shows no evidence if it is known that it shows none, and is unscored if that is not known', () => {
    const evidence = [fact(2, place('n', 0, 9))]
    expect(evidenceRecall.of(item(evidence, [], { ...cut, isShownKnown: true }))).toBe(0)
    expect(evidenceAge.of(item(evidence, [], { ...cut, isShownKnown: true }))).toEqual({
      reason: 'no evidence shown',
    })
    expect(evidenceRecall.of(item(evidence, [], cut))).toEqual(NO_PASSAGES)
  })
})
