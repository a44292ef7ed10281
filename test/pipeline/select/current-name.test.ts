import { describe, expect, it } from 'vitest'
import { currentName, currentNames, storedNames } from '../../../pipeline/select/current-name.js'
import { readStrategyName } from '../../../pipeline/select/strategy-name.js'

describe('currentName', () => {
  it('gives an arm of sift the name that says what it lacks, and keeps modifiers', () => {
    expect(currentName('sift-lexicon')).toBe('sift-no-lexicon')
    expect(currentName('sift-lines+mmr=0.5+cut')).toBe('sift-no-lines+mmr=0.5+cut')
    expect(currentName('sift-lines@tokens-64')).toBe('sift-no-lines@tokens-64')
    for (const name of ['sift', 'sift-no-lexicon', 'bm25+cut', 'unknown+cut', ''])
      expect(currentName(name)).toBe(name)
  })

  it('is what a name means', () => {
    expect(readStrategyName('sift-copies')).toEqual(readStrategyName('sift-no-copies'))
  })
})

describe('currentNames', () => {
  it('warns in one line, and names each strategy once', () => {
    const told: string[] = []
    const names = ['sift-lexicon+cut', 'sift-links', 'bm25', 'sift-no-links']
    expect(currentNames(names, (line) => told.push(line))).toEqual([
      'sift-no-lexicon+cut',
      'sift-no-links',
      'bm25',
    ])
    expect(told).toEqual([
      "warning: renamed strategies are reported under their new names: 'sift-lexicon+cut' is now 'sift-no-lexicon+cut', 'sift-links' is now 'sift-no-links'",
    ])
    currentNames(['bm25', 'sift-no-links'], (line) => told.push(line))
    expect(told).toHaveLength(1)
  })
})

describe('storedNames', () => {
  it('gives both spellings, whichever is given', () => {
    expect(storedNames('sift-links+cut')).toEqual(['sift-no-links+cut', 'sift-links+cut'])
    expect(storedNames('sift-no-links')).toEqual(['sift-no-links', 'sift-links'])
    expect(storedNames('bm25')).toEqual(['bm25'])
  })
})
