import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  evidencePrecision,
  evidenceRecall,
  evidenceRecallF1,
  evidenceRecallGraded,
  evidenceRecallLenient,
  utilisation,
} from '../../../eval/context/evidence-measures.js'
import type { GoldFact, GoldPlace, MeasuredItem, ShownPassage } from '../../../eval/measured/measured-item.js'

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
const item = (evidence: GoldFact[] | null, ...passages: ShownPassage[]): MeasuredItem => ({
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

describe('evidence-recall-graded', () => {
  const facts = [fact(2, place('note:1', 0, 9)), fact(1, place('event:x')), fact(0, place('note:9'))]

  it('weighs an essential fact 2 and a supporting one 1', () => {
    expect(evidenceRecallGraded.of(item(facts, note('note:1', 0, 9)))).toBe(2 / 3)
    expect(evidenceRecallGraded.of(item(facts, events(['event:x'])))).toBe(1 / 3)
    expect(evidenceRecallGraded.of(item(facts, note('note:1', 0, 9), events(['event:x'])))).toBe(1)
  })

  it('is unscored without judgements or judged evidence', () => {
    expect(evidenceRecallGraded.of(item(null))).toEqual({ reason: 'no evidence judgements' })
    expect(evidenceRecallGraded.of(item([fact(0, place('note:1'))]))).toEqual({
      reason: 'no judged evidence',
    })
  })
})

describe('evidence-recall-f1', () => {
  const span = { ...place('note:1', 100, 140), text: 'Ferritin was low at 12 ng/mL.' } // six tokens
  const of = (...passages: ShownPassage[]) => evidenceRecallF1.of(item([fact(2, span)], ...passages))

  it('counts a stretch of the same note that has half of the tokens', () => {
    const half = { ...note('note:1', 0, 120), text: 'Seen on Monday and well. Ferritin was low' }
    expect(of(half)).toBe(1) // 'and well ferritin was low' and the token before: 3 of 6
    expect(of({ ...half, text: 'Seen on Monday and well. Ferritin was' })).toBe(0)
    expect(of({ ...half, documentIds: ['note:2'] })).toBe(0)
  })

  it('counts what is shown whatever its text, and is unscored where the span has no text', () => {
    expect(of(note('note:1', 90, 150))).toBe(1)
    expect(evidenceRecallF1.of(item([fact(2, place('note:1', 0, 5))]))).toEqual({
      reason: 'the text of the evidence is not available',
    })
    expect(evidenceRecallF1.of(item([fact(2, place('event:x'))], events(['event:x'])))).toBe(1)
    expect(evidenceRecallF1.of(item(null))).toEqual({ reason: 'no evidence judgements' })
  })
})

describe('recall of evidence', () => {
  const text = 'no fever or chills since the last visit'
  const cut = fc
    .tuple(fc.constantFrom('note:1', 'note:2'), fc.nat(text.length), fc.nat(text.length))
    .map(([id, a, b]) => ({
      ...note(id, Math.min(a, b), Math.max(a, b) + 1),
      text: text.slice(Math.min(a, b), Math.max(a, b) + 1),
    }))
  const judged = fc
    .tuple(
      fc.constantFrom(1, 2),
      fc.constantFrom('note:1', 'note:2'),
      fc.nat(20),
      fc.integer({ min: 1, max: 18 }),
    )
    .map(([relevance, id, start, length]) =>
      fact(relevance, { ...place(id, start, start + length), text: text.slice(start, start + length) }),
    )

  it('grows from strict over token F1 to lenient, and with every passage', () => {
    fc.assert(
      fc.property(
        fc.array(judged, { minLength: 1, maxLength: 5 }),
        fc.array(cut, { maxLength: 4 }),
        cut,
        (facts, passages, one) => {
          fc.pre(facts.some(({ relevance }) => relevance === 2))
          const values = [evidenceRecall, evidenceRecallF1, evidenceRecallLenient].map(
            ({ of }) => of(item(facts, ...passages)) as number,
          )
          expect(values).toEqual(values.toSorted((a, b) => a - b))
          for (const { of } of [
            evidenceRecall,
            evidenceRecallF1,
            evidenceRecallLenient,
            evidenceRecallGraded,
          ])
            expect(of(item(facts, ...passages, one))).toBeGreaterThanOrEqual(
              of(item(facts, ...passages)) as number,
            )
        },
      ),
      { seed: 7, numRuns: 300 },
    )
  })
})

describe('a context of raw text', () => {
  it('is unscored: which evidence it shows is not known', () => {
    const raw = { ...item([fact(2, place('note:1'))]), tokens: 250 }
    for (const measure of [evidenceRecall, evidenceRecallGraded, evidenceRecallLenient, evidencePrecision]) {
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
