import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { porterStem } from '../../../base/text/porter-stem.js'
import { referenceFolder } from '../../reference/reference-folder.js'

const STEM_TABLE = `${referenceFolder('measures')}/stems.tsv`

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

  it.each([
    // U+1D41A is two UTF-16 units and one letter: the rules count letters.
    ['\u{1d41a}s', '\u{1d41a}s'],
    ['\u{1d41a}\u{1d41a}s', '\u{1d41a}\u{1d41a}'],
  ])('counts code points in %s', (word, stem) => {
    expect(porterStem(word)).toBe(stem)
  })

  it('equals the reference table on every word', () => {
    const rows = readFileSync(STEM_TABLE, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => line.split('\t'))
    expect(rows.length).toBeGreaterThan(900)
    expect(rows.filter(([word, stem]) => porterStem(word!) !== stem)).toEqual([])
  })
})
