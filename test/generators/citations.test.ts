import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCitations } from '../../generators/cited-places.js'
import type { PromptPassage } from '../../generators/generator.js'

function passage(label: number, ...documentIds: string[]): PromptPassage {
  return { label, kind: 'note', time: null, documentIds, text: '' }
}

/** Three labels; two passages stand under the first, three events under the last. */
const PASSAGES = [
  passage(2, 'note:b'),
  passage(1, 'note:a'),
  passage(1, 'note:a'),
  passage(3, 'e:x', 'e:y', 'e:z'),
]

describe('readCitations', () => {
  it('finds nothing to cite in a context without labels', () => {
    const passages = [{ ...passage(1, 'note:a'), label: null }]
    const { citations, unknownCitations } = readCitations('13.2 g/dL [1]', passages, ['null'])
    expect([citations, unknownCitations]).toEqual([[], 2])
  })

  it.each([
    ['13.2 g/dL [2]', '13.2 g/dL', ['note:b'], 0],
    ['13.2 g/dL [2].', '13.2 g/dL.', ['note:b'], 0],
    ['13.2 g/dL [2, 1]', '13.2 g/dL', ['note:b', 'note:a'], 0],
    ['13.2 g/dL [2][1]', '13.2 g/dL', ['note:b', 'note:a'], 0],
    ['13.2 g/dL [2], [1] and [2].', '13.2 g/dL.', ['note:b', 'note:a'], 0],
    ['13.2 g/dL ([ 1 ])', '13.2 g/dL', ['note:a'], 0],
    ['13.2 g/dL [1-3]', '13.2 g/dL', ['note:a', 'note:b', 'e:x', 'e:y', 'e:z'], 0],
    ['13.2 g/dL [1–2]', '13.2 g/dL', ['note:a', 'note:b'], 0],
    ['13.2 [1] on Monday [2], 14.1 [1] later', '13.2 on Monday, 14.1 later', ['note:a', 'note:b'], 0],
    ['[1] No fever.\n[2] No cough.', 'No fever.\n No cough.', ['note:a', 'note:b'], 0],
    ['13.2 [1]g/dL', '13.2 g/dL', ['note:a'], 0],
    // A label cites whatever stands under it.
    ['13.2 g/dL [3]', '13.2 g/dL', ['e:x', 'e:y', 'e:z'], 0],
    // A known label makes the mark a citation, the unknown one beside it counts.
    ['13.2 g/dL [2, 9]', '13.2 g/dL', ['note:b'], 1],
    ['13.2 g/dL [2][9]', '13.2 g/dL [9]', ['note:b'], 1],
    ['13.2 g/dL [9] [9]', '13.2 g/dL [9] [9]', [], 1],
    ['pain score [0-10] is 4 [1]', 'pain score [0-10] is 4', ['note:a'], 2],
    ['Hemoglobin [Mass/volume] 13.2 (1)', 'Hemoglobin [Mass/volume] 13.2 (1)', [], 0],
    // Nothing but a mark may be the answer itself: how many? [2]
    ['[2]', '[2]', ['note:b'], 0],
    ['[3-1]', '[3-1]', [], 0],
    ['The record does not tell.', 'The record does not tell.', [], 0],
    [' \n', '', [], 0],
  ])('reads %j', (answer, text, citations, unknownCitations) => {
    expect(readCitations(answer, PASSAGES, [])).toMatchObject({ text, citations, unknownCitations })
  })

  it('takes listed labels before those in the text, and what is no label as unknown', () => {
    const listed = ['3', '[2]', '02', '1.5', '-1', 'note:1', '1e3', '']
    expect(readCitations('a [1]', PASSAGES, listed)).toMatchObject({
      text: 'a',
      citations: ['e:x', 'e:y', 'e:z', 'note:b', 'note:a'],
      // '1.5', '-1', 'note:1', '1e3' and ''
      unknownCitations: 5,
    })
  })

  it('tells where in the documents the cited passages stand', () => {
    const passages: PromptPassage[] = [
      { ...passage(1, 'note:a'), start: 10, end: 20 },
      { ...passage(1, 'note:a'), start: 40, end: 55 },
      { ...passage(2, 'event:x', 'event:y'), kind: 'events', start: null, end: null },
    ]
    expect(readCitations('13.2 [2] [1]', passages, []).spans).toEqual([
      { documentId: 'event:x', start: null, end: null },
      { documentId: 'event:y', start: null, end: null },
      { documentId: 'note:a', start: 10, end: 20 },
      { documentId: 'note:a', start: 40, end: 55 },
    ])
  })

  it('knows no label where nothing was shown', () => {
    expect(readCitations('a [1]', [], [])).toMatchObject({
      text: 'a [1]',
      citations: [],
      unknownCitations: 1,
    })
  })

  it('cites what the context shows, each once, and leaves an answer without known marks as it is', () => {
    const parts = fc.constantFrom(
      '[1]',
      '[2, 3]',
      '[1-3]',
      '[7]',
      '[',
      ']',
      ' ',
      '\n',
      'and',
      ',',
      '13.2',
      'x',
      '(',
    )
    const known = new Set(PASSAGES.flatMap(({ documentIds }) => documentIds))
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 12 }), (pieces) => {
        const answer = pieces.join('')
        const { text, citations } = readCitations(answer, PASSAGES, [])
        expect(citations.filter((id) => !known.has(id))).toEqual([])
        expect(new Set(citations).size).toBe(citations.length)
        if (citations.length === 0) expect(text).toBe(answer.trim())
        const count = (of: string) => of.match(/x|13\.2/g)?.length
        expect(count(text)).toBe(count(answer))
      }),
      { numRuns: 1000 },
    )
  })

  it('reads numbers too long to be labels', () => {
    const long = '9'.repeat(400)
    expect(readCitations(`a [1-${long}]`, PASSAGES, [])).toMatchObject({
      citations: ['note:a'],
      unknownCitations: 1,
    })
  })
})
