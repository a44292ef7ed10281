import { describe, expect, it } from 'vitest'
import { rouge } from '../../../eval/text/overlap/rouge.js'
import { rougeTokens, unicodeRougeTokens } from '../../../eval/text/words/tokenize.js'
import { isUnreadByRouge } from '../../../eval/text/words/unread-by-rouge.js'

describe('ROUGE over every script', () => {
  it.each([
    // Letters with their marks: four consonants, of which two carry a vowel sign.
    ['Thai', 'สวัสดี', ['ส', 'วั', 'ส', 'ดี']],
    ['Chinese', '血压 升高', ['血', '压', '升', '高']],
    ['Cyrillic', 'Давление 140', ['давление', '140']],
    ['accents, composed or not', 'nai\u0308ve', ['na\u00efve']],
    ['ASCII, as rouge-score', 'BP 5.4/3', ['bp', '5', '4', '3']],
    ['symbols', '✓ 😀', []],
  ])('reads %s', (_, text, tokens) => {
    expect(unicodeRougeTokens(text)).toEqual(tokens)
  })

  it('is 1 for equal texts, where rouge-score gives 0', () => {
    expect(rouge('血压升高', '血压升高', 'plain').rougeL.f1).toBe(0)
    expect(rouge('血压升高', '血压升高', 'unicode').rougeL.f1).toBe(1)
    // Two of four and of three letters are common, in order: precision 2/4, recall 2/3.
    expect(rouge('血压升高', '血压低', 'unicode').rouge1.f1).toBeCloseTo(
      (2 * (2 / 4) * (2 / 3)) / (2 / 4 + 2 / 3),
      12,
    )
  })

  it('has the tokens of rouge-score for ASCII', () => {
    const ascii = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i)).join('')
    expect(unicodeRougeTokens(ascii)).toEqual(rougeTokens(ascii))
  })

  it('knows what rouge-score finds no word in', () => {
    expect(['สวัสดี', '✓ 😀', '...'].map(isUnreadByRouge)).toEqual([true, true, true])
    expect(['', ' ', 'BP 高'].map(isUnreadByRouge)).toEqual([false, false, false])
  })
})
