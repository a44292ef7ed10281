import { describe, expect, it } from 'vitest'
import { evidencePrecision, evidenceRecall, evidenceRecallLenient, utilisation } from '../../eval/evidence.js'
import type { GoldFact, GoldPlace, JudgedItem, ShownPassage } from '../../eval/measure.js'

const note = (documentId: string, start: number | null, end: number | null, tokens = 10): ShownPassage => ({
  kind: 'note',
  documentIds: [documentId],
  start,
  end,
  tokens,
})
const events = (documentIds: string[], tokens = 10): ShownPassage => ({
  kind: 'events',
  documentIds,
  start: null,
  end: null,
  tokens,
})
const place = (documentId: string, start: number | null = null, end: number | null = null): GoldPlace => ({
  documentId,
  start,
  end,
})
const fact = (relevance: number, ...places: GoldPlace[]): GoldFact => ({ factId: 'f', relevance, places })
const item = (evidence: GoldFact[] | null, ...passages: ShownPassage[]): JudgedItem => ({
  evidence,
  passages,
  budget: 1000,
  tokens: passages.length === 0 ? 0 : 250,
  response: null,
  responseReason: null,
  references: [],
})
const recallOf = (place: GoldPlace, ...passages: ShownPassage[]) =>
  evidenceRecall.of(item([fact(2, place)], ...passages))

describe('evidence-recall', () => {
  const span = place('note:1', 100, 200)

  it('counts a span inside one passage, borders included', () => {
    expect(recallOf(span, note('note:1', 100, 200))).toBe(1)
    expect(recallOf(span, note('note:1', 0, 500))).toBe(1)
  })

  it('counts a span that adjacent or overlapping passages show together, in any order', () => {
    expect(recallOf(span, note('note:1', 150, 210), note('note:1', 90, 150))).toBe(1)
    expect(recallOf(span, note('note:1', 140, 210), note('note:1', 90, 150))).toBe(1)
    expect(recallOf(span, note('note:1', 90, 230), note('note:1', 95, 120))).toBe(1)
  })

  it('does not count a span with one character hidden, at an end or between passages', () => {
    expect(recallOf(span, note('note:1', 101, 200))).toBe(0)
    expect(recallOf(span, note('note:1', 100, 199))).toBe(0)
    expect(recallOf(span, note('note:1', 90, 150), note('note:1', 151, 210))).toBe(0)
  })

  it('does not count the same span of another note', () => {
    expect(recallOf(span, note('note:2', 100, 200))).toBe(0)
  })

  it('counts a note judged as a whole once any passage of it is shown', () => {
    expect(recallOf(place('note:1'), note('note:1', 5, 6))).toBe(1)
    expect(recallOf(place('note:1'), note('note:2', 5, 6))).toBe(0)
  })

  it('takes a passage without a span for the whole note', () => {
    expect(recallOf(span, note('note:1', null, null))).toBe(1)
  })

  it('counts an event that a passage names', () => {
    const event = place('event:2020-01-01 08:00:00|LOINC/718-7')
    expect(recallOf(event, events(['event:2020-01-01 07:00:00|A', event.documentId]))).toBe(1)
    expect(recallOf(event, events(['event:2020-01-01 07:00:00|A']))).toBe(0)
    expect(recallOf(event)).toBe(0)
  })

  it('is the share of essential facts, each proved by any one of its places', () => {
    const facts = [
      fact(2, place('note:9', 0, 5), place('note:1', 0, 5)),
      fact(2, place('note:9', 0, 5)),
      fact(2, place('event:x')),
      fact(1, place('note:9')),
    ]
    // Of three essential facts the first (in note 1) is shown; the supporting one does not count.
    expect(evidenceRecall.of(item(facts, note('note:1', 0, 80)))).toBeCloseTo(1 / 3, 12)
  })

  it('is unscored without judgements and without essential ones, and 0 for an empty context', () => {
    expect(evidenceRecall.of(item(null))).toEqual({ reason: 'no evidence judgements' })
    expect(evidenceRecall.of(item([]))).toEqual({ reason: 'no essential evidence' })
    expect(evidenceRecall.of(item([fact(1, span)]))).toEqual({ reason: 'no essential evidence' })
    expect(evidenceRecall.of(item([fact(2, span)]))).toBe(0)
  })
})

describe('evidence-recall-lenient', () => {
  it('counts any passage of the document', () => {
    const facts = [fact(2, place('note:1', 100, 200)), fact(2, place('note:2', 0, 5))]
    expect(evidenceRecallLenient.of(item(facts, note('note:1', 0, 3)))).toBe(0.5)
    expect(evidenceRecallLenient.of(item(null))).toEqual({ reason: 'no evidence judgements' })
  })
})

describe('a context of raw text', () => {
  it('is unscored: which evidence it shows is not known', () => {
    const raw = { ...item([fact(2, place('note:1'))]), tokens: 250 }
    for (const measure of [evidenceRecall, evidenceRecallLenient, evidencePrecision]) {
      expect(measure.of(raw)).toEqual({ reason: 'the context is raw text and names no passages' })
    }
  })
})

describe('evidence-precision', () => {
  it('is the share of tokens in passages that overlap a judged place, supporting ones included', () => {
    const facts = [fact(2, place('note:1', 100, 200)), fact(1, place('event:x')), fact(0, place('note:3'))]
    const shown = [
      note('note:1', 150, 400, 20), // overlaps the span: holds
      note('note:1', 200, 400, 30), // begins where the span ends: does not
      events(['event:y', 'event:x'], 10), // holds
      note('note:3', 0, 50, 40), // judged irrelevant
    ]
    expect(evidencePrecision.of(item(facts, ...shown))).toBe(30 / 100)
  })

  it('is unscored for an empty context, without judgements, and where nothing is relevant', () => {
    expect(evidencePrecision.of(item([fact(2, place('note:1'))]))).toEqual({ reason: 'empty context' })
    expect(evidencePrecision.of(item(null, note('note:1', 0, 5)))).toEqual({
      reason: 'no evidence judgements',
    })
    expect(evidencePrecision.of(item([fact(0, place('note:1'))], note('note:1', 0, 5)))).toEqual({
      reason: 'no judged evidence',
    })
  })
})

describe('utilisation', () => {
  it('is tokens over budget, unscored without one', () => {
    expect(utilisation.of({ ...item(null), tokens: 250 })).toBe(0.25)
    expect(utilisation.of({ ...item(null), budget: null })).toEqual({ reason: 'no budget' })
  })
})
