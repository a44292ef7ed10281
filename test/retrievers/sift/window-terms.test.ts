import fc from 'fast-check'
import { expect, it } from 'vitest'
import { WORDS } from '../../../indexes/words/analyzers.js'
import { BM25_DEFAULTS, Bm25Index } from '../../../indexes/words/bm25.js'
import { termIndex } from '../../../indexes/words/term-index.js'
import { WordTable } from '../../../indexes/words/word-table.js'
import { windowTerms } from '../../../retrievers/sift/window-terms.js'

it('scores windows as if the words of their sentences had been written out', () => {
  const sentence = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 5 })
  fc.assert(
    fc.property(
      fc.array(fc.tuple(sentence, fc.nat(3), fc.nat(3)), { minLength: 1, maxLength: 12 }),
      (given) => {
        const sentences = given.map(([words]) => words)
        const first = Int32Array.from(given, ([, left], i) => Math.max(0, i - left))
        const last = Int32Array.from(given, ([, , right], i) => Math.min(given.length - 1, i + right))
        const own = termIndex(WordTable.of(sentences), WORDS)
        const windows = new Bm25Index(windowTerms(own, { first, last }))
        const written = new Bm25Index(
          sentences.map((_, i) => sentences.slice(first[i]!, last[i]! + 1).flat()),
        )
        for (let visible = 0; visible <= given.length; visible++) {
          const query = ['a', 'c', 'e']
          expect(windows.scores(query, visible, BM25_DEFAULTS)).toEqual(
            written.scores(query, visible, BM25_DEFAULTS),
          )
          expect(windows.ceiling(query, visible, BM25_DEFAULTS)).toBe(
            written.ceiling(query, visible, BM25_DEFAULTS),
          )
        }
      },
    ),
  )
})
