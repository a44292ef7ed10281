import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { CHARACTER_GRAMS, STEMS, WORD_BIGRAMS } from '../../../indexes/words/analyzers.js'
import { porterStem } from '../../../indexes/words/light-porter-stem.js'

const STEM_TABLE = '../shared/reference/measures/stems.tsv'

describe('porterStem', () => {
  it.each([
    ['caresses', 'caress'],
    ['flies', 'fli'],
    ['dies', 'die'],
    ['dying', 'die'],
    ['agreed', 'agre'],
    ['plastered', 'plaster'],
    ['hopping', 'hop'],
    ['falling', 'fall'],
    ['filing', 'file'],
    ['happy', 'happi'],
    ['by', 'by'],
    ['relational', 'relat'],
    ['diabetes', 'diabet'],
    ['hypertension', 'hypertens'],
    ['controlled', 'control'],
    ['geology', 'geolog'],
    ['15.4', '15.4'],
  ])('%s becomes %s', (word, stem) => {
    expect(porterStem(word)).toBe(stem)
  })

  it.skipIf(!existsSync(STEM_TABLE))('equals the reference table on every word', () => {
    const rows = readFileSync(STEM_TABLE, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t'))
    expect(rows.length).toBeGreaterThan(900)
    expect(rows.filter(([word, stem]) => porterStem(word!) !== stem)).toEqual([])
  })
})

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
