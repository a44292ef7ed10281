import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CHARACTER_GRAMS } from '../../../indexes/words/analyzers.js'
import { termIndex } from '../../../indexes/words/term-index.js'
import { TextCollector } from '../../../indexes/words/text-collector.js'
import { Vocabulary } from '../../../indexes/words/vocabulary.js'
import { words } from '../../../indexes/words/words.js'

/** Letters, digits and all that may stand between them, in ASCII and beyond: final sigma, dotted I, digits of other scripts. */
const text = fc
  .array(
    fc.constantFrom(
      ..."aBzK0195.,;- \n'%/°µéİΣσÄ٣日",
      '12.5',
      '3,000',
      'mg',
      'HbA1c',
      '1.2.3',
      '\ud83d\ude00',
      '\ud83d',
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''))

describe('a vocabulary', () => {
  it('cuts as words() does, whatever stands in the text', () => {
    fc.assert(
      fc.property(text, (of) => {
        const vocabulary = new Vocabulary()
        expect(vocabulary.numbersIn(of).map((number) => vocabulary.word(number))).toEqual(words(of))
        const places = vocabulary.placesIn(of)
        if (places === null) return
        expect([...places.ids].map((number) => vocabulary.word(number))).toEqual(words(of))
        for (const [i, start] of places.starts.entries()) {
          expect(words(of.slice(start, places.ends[i]!))).toEqual([vocabulary.word(places.ids[i]!)])
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('gives the words of a part of a text as if it were all there is', () => {
    fc.assert(
      fc.property(text, fc.nat(60), fc.nat(60), (of, a, b) => {
        const [start, end] = [Math.min(a, b, of.length), Math.min(Math.max(a, b), of.length)]
        const vocabulary = new Vocabulary()
        const texts = new TextCollector(vocabulary)
        texts.appendPart(of, vocabulary.placesIn(of), start, end).endText()
        const cut = words(of.slice(start, end))
        const table = texts.table()
        expect(table.wordsOf(0)).toBe(cut.length)
        for (const word of new Set(cut)) {
          const { counts } = table.posting([vocabulary.find(word)!])
          expect([...counts], word).toEqual([cut.filter((other) => other === word).length])
        }
      }),
      { numRuns: 2000 },
    )
  })

  it('serves tables made before and after it learned more words', () => {
    const vocabulary = new Vocabulary()
    const table = (of: string) => {
      const texts = new TextCollector(vocabulary)
      texts.append(of).endText()
      return termIndex(texts.table(), CHARACTER_GRAMS)
    }
    const first = table('metformin')
    const second = table('metoprolol metformin')
    // 'metf' stands in one word, 'etop' in one that the first table never saw.
    expect([first, second].map((index) => [...index.posting('metf').counts])).toEqual([[1], [1]])
    expect([first, second].map((index) => [...index.posting('etop').counts])).toEqual([[], [1]])
    // Runs of four: nine letters have six, ten have seven.
    expect([first, second].map(({ lengths }) => [...lengths])).toEqual([[6], [13]])
  })
})
