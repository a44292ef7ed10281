import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findFolded, foldText } from '../../../evidence/words/fold-text.js'

const find = (text: string, needle: string) =>
  findFolded(text, foldText(text), foldText(needle)).map(({ start, end }) => text.slice(start, end))

describe('foldText', () => {
  it.each([
    ['No Known\n\t Allergies', 'noknownallergies'],
    ['ΟΔΟΣ οδος', 'οδοσοδοσ'],
    ['Straße', 'strasse'],
    ['a\u00a0b', 'ab'],
    ['', ''],
  ])('of %j is without white space and case', (text, folded) => {
    expect(foldText(text)).toBe(folded)
  })

  it('of a text is what its characters fold to, one by one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(foldText(text)).toBe([...text].map(foldText).join(''))
      }),
    )
  })
})

describe('findFolded', () => {
  it('finds every place, as the text has it', () => {
    expect(find('No fever.  NO\nFEVER today, nofever', 'no fever')).toEqual([
      'No fever',
      'NO\nFEVER',
      'nofever',
    ])
  })

  it('gives whole characters where only a half of what they fold to is meant', () => {
    // 'ß' folds to 'ss': a quote that begins with its second s begins with the character.
    expect(find('Straße links', 'se links')).toEqual(['ße links'])
    expect(find('İz 😀x', 'z😀')).toEqual(['z 😀'])
  })

  it('finds nothing of what is not there, and nothing of nothing', () => {
    expect(find('abc', 'abd')).toEqual([])
    expect(find('abc', ' ')).toEqual([])
  })
})
