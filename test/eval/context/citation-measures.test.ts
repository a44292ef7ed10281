import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { citationMeasures } from '../../../eval/context/citation-measures.js'
import type { CitedPlace, MeasuredItem } from '../../../eval/measured/measured-item.js'
import { events, fact, item, note, place } from './made-item.js'

// Context: [1] two spans of note n, [2] the events of a day, [3] a series that shares event y with the day, [4] note m.
const passages = [
  note('n', 0, 50, { label: 1 }),
  note('n', 90, 120, { label: 1 }),
  events(['x', 'y'], { label: 2 }),
  events(['y', 'z', 'w'], { label: 3 }),
  note('m', 0, 30, { label: 4 }),
]
const evidence = [
  fact(2, place('n', 100, 110)), // under [1]
  fact(2, place('y'), place('gone')), // under [2] and [3]
  fact(2, place('m', 40, 60)), // note m, but not the span under [4]
  fact(1, place('m', 10, 20)), // under [4], supporting
  fact(0, place('w')),
]

/** What the places under labels are stored as. */
const under = (...labels: number[]): CitedPlace[] =>
  passages
    .filter(({ label }) => labels.includes(label!))
    .flatMap(({ documentIds, start, end }) => documentIds.map((documentId) => ({ documentId, start, end })))

const answer = (places: CitedPlace[], unknown = 0, more: Partial<MeasuredItem> = {}) =>
  item(evidence, passages, { response: 'Yes.', citations: { places, unknown }, ...more })

const scoreOf = (name: string, judged: MeasuredItem) =>
  citationMeasures.find((measure) => measure.name === `citation-${name}`)!.of(judged)
const strict = (judged: MeasuredItem) => ['precision', 'recall', 'f1'].map((name) => scoreOf(name, judged))
const lenient = (judged: MeasuredItem) =>
  ['precision', 'recall', 'f1'].map((name) => scoreOf(`${name}-lenient`, judged))

describe('citation measures', () => {
  it('count labels for precision and facts for recall', () => {
    // [1] and [2] hold essential evidence, [4] none; of three facts two are cited.
    expect(strict(answer(under(1, 2, 4)))).toEqual([2 / 3, 2 / 3, 2 / 3])
  })

  it('take supporting evidence for right where they are lenient', () => {
    expect(lenient(answer(under(1, 2, 4)))).toEqual([1, 3 / 4, expect.closeTo((2 * 0.75) / 1.75, 12)])
  })

  it('take a label for one, whatever stands under it, and a document under two labels for the one cited', () => {
    expect(strict(answer(under(3)))).toEqual([1, 1 / 3, 1 / 2])
    expect(strict(answer(under(2, 3)))).toEqual([1, 1 / 3, 1 / 2])
  })

  it('count labels that the context does not have against precision', () => {
    expect(strict(answer(under(1), 3))).toEqual([1 / 4, 1 / 3, expect.closeTo(2 / 7, 12)])
    expect(strict(answer([], 2))).toEqual([0, 0, 0])
  })

  it('are 0 for an answer without citations, but for precision, which it has none of', () => {
    expect(strict(answer([]))).toEqual([{ reason: 'the response cites nothing' }, 0, 0])
  })

  it('take a document that is cited as a whole for all of it, and parts of one label for one', () => {
    const whole = (documentId: string): CitedPlace => ({ documentId, start: null, end: null })
    // All of m: also the span that is not shown.
    expect(strict(answer([whole('m')]))).toEqual([1, 1 / 3, 1 / 2])
    // z and w are parts of [3], neither of them evidence; n is right.
    expect(strict(answer([whole('z'), whole('w'), whole('n')]))[0]).toBe(1 / 2)
    // What no passage shows stands for itself.
    expect(strict(answer([whole('gone'), whole('elsewhere')]))[0]).toBe(1 / 2)
  })

  it('are unscored without judgements, evidence, response, or anything that could be cited', () => {
    const cited = under(1)
    for (const { of } of Object.values(citationMeasures))
      expect(of(answer(cited, 0, { evidence: null }))).toEqual({ reason: 'no evidence judgements' })
    expect(strict(answer(cited, 0, { evidence: [fact(1, place('n'))] }))[1]).toEqual({
      reason: 'no essential evidence',
    })
    expect(lenient(answer(cited, 0, { evidence: [] }))[1]).toEqual({ reason: 'no judged evidence' })
    expect(strict(answer(cited, 0, { response: null, responseReason: 'timed out' }))[2]).toEqual({
      reason: 'timed out',
    })
    expect(strict(item(evidence, passages, { response: 'x' }))[2]).toEqual({
      reason: 'no citations were stored',
    })
    expect(strict(answer([], 0, { passages: [], tokens: 9 }))[1]).toEqual({
      reason: 'the context has no labels to cite',
    })
  })

  it('lie from 0 to 1, the lenient precision and the recall of more citations never lower', () => {
    const labels = fc.uniqueArray(fc.constantFrom(1, 2, 3, 4))
    fc.assert(
      fc.property(labels, labels, fc.nat(3), (some, others, unknown) => {
        const judged = answer(under(...some), unknown)
        for (const value of [...strict(judged), ...lenient(judged)])
          if (typeof value === 'number') {
            expect(value).toBeGreaterThanOrEqual(0)
            expect(value).toBeLessThanOrEqual(1)
          }
        const [precision] = strict(judged)
        if (typeof precision === 'number') expect(lenient(judged)[0]).toBeGreaterThanOrEqual(precision)
        const more = answer(under(...new Set([...some, ...others])), unknown)
        expect(strict(more)[1]).toBeGreaterThanOrEqual(strict(judged)[1] as number)
      }),
      { seed: 7, numRuns: 200 },
    )
  })
})
