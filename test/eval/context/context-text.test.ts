import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answerInContext } from '../../../eval/context/answer-in-context.js'
import { redundancy } from '../../../eval/context/redundancy.js'
import { item } from './made-item.js'

const found = (contextText: string, ...references: string[]) =>
  answerInContext.of(item(null, [], { contextText, references }))

describe('answer-in-context', () => {
  it.each([
    ['The ferritin was 5.4 ng/mL.', ['Ferritin was 5.4'], 1],
    ['The ferritin was 15.4 ng/mL.', ['5.4'], 0], // no token within a token
    ['Ferritin, on Monday, was low.', ['ferritin was low'], 0], // not in a row
    ['History of a migraine.', ['Nothing.', 'the migraine'], 1], // the better of two
    ['', ['migraine'], 0],
  ])('%#: %j', (context, references, expected) => {
    expect(found(context, ...references)).toBe(expected)
  })

  it('is unscored without a reference, without a word in one, and without the text', () => {
    expect(found('any')).toEqual({ reason: 'no reference' })
    expect(found('any', 'the', '...')).toEqual({ reason: 'no reference with a word in it' })
    expect(answerInContext.of(item(null, [], { references: ['x'] }))).toEqual({
      reason: 'no text of the context',
    })
  })

  it('finds every stretch of words of the context', () => {
    const words = fc.array(fc.stringMatching(/^[b-z]{2,5}$/), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(words, fc.nat(), fc.nat(), (list, a, b) => {
        const from = a % list.length
        const reference = list.slice(from, from + 1 + (b % (list.length - from))).join(' ')
        fc.pre(/\b(?!the\b)\w+/.test(reference))
        expect(found(list.join(', '), reference)).toBe(1)
      }),
      { seed: 7, numRuns: 200 },
    )
  })
})

const repeated = (contextText: string) => redundancy.of(item(null, [], { contextText }))

describe('redundancy', () => {
  it.each([
    ['a b c d e', 0],
    // Seven runs of five: the first stands again as the last.
    ['a b c d e x A, b. C d e', 1 / 7],
    // Four runs, all the same.
    ['no no no no no no no no', 3 / 4],
  ])('%j: %d', (context, expected) => {
    expect(repeated(context)).toBeCloseTo(expected, 12)
  })

  it('is unscored where there is no run of five words', () => {
    expect(repeated('four words stand here')).toEqual({ reason: 'the context has fewer than 5 words' })
    expect(redundancy.of(item(null, []))).toEqual({ reason: 'no text of the context' })
  })

  it('lies from 0 to below 1, and does not fall when the whole text is said again', () => {
    const words = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 5, maxLength: 40 })
    fc.assert(
      fc.property(words, (list) => {
        const once = repeated(list.join(' ')) as number
        expect(once).toBeGreaterThanOrEqual(0)
        expect(once).toBeLessThan(1)
        expect(repeated([...list, ...list, ...list].join(' '))).toBeGreaterThan(once)
      }),
      { seed: 7, numRuns: 200 },
    )
  })
})
