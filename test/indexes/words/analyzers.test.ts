import { describe, expect, it } from 'vitest'
import { CHARACTER_GRAMS, STEMS, WORD_BIGRAMS } from '../../../indexes/words/analyzers.js'

describe('analyzers', () => {
  it('stem what is not a stop word and keep what negates', () => {
    expect(STEMS.terms('Is there no bleeding of the gums?')).toEqual(['no', 'bleed', 'gum'])
  })

  it('cut words in runs of four and keep short ones whole', () => {
    expect(CHARACTER_GRAMS.terms('the gout, statins')).toEqual(['gout', 'stat', 'tati', 'atin', 'tins'])
  })

  it('pair neighbouring words', () => {
    expect(WORD_BIGRAMS.terms('Shortness of breath')).toEqual(['shortness of', 'of breath'])
    expect(WORD_BIGRAMS.terms('cough')).toEqual([])
  })
})
