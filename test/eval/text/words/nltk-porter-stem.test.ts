import fc from 'fast-check'
import { expect, it } from 'vitest'
import { porterStem } from '../../../../eval/text/words/nltk-porter-stem.js'
import { porterStem as indexStem } from '../../../../indexes/words/light-porter-stem.js'

it('stems as the index does, which may not share it: the two are one algorithm', () => {
  const suffix = fc.constantFrom(
    '',
    's',
    'ies',
    'ed',
    'ing',
    'ational',
    'iveness',
    'fulness',
    'ement',
    'ion',
    'y',
    'ically',
    'ogi',
  )
  const word = fc.tuple(fc.stringMatching(/^[a-z]{1,8}$/), suffix).map(([root, end]) => root + end)
  fc.assert(
    fc.property(word, (one) => {
      expect(porterStem(one)).toBe(indexStem(one))
    }),
    { numRuns: 3000 },
  )
})
