import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { guessOf, nearestNames, oneOf, unknownName } from '../../../base/text/did-you-mean.js'
import { STRATEGY_NAMES } from '../../../pipeline/select/registry/strategy-rows.js'

describe('nearestNames', () => {
  it.each([
    ['hybird', ['hybrid']],
    ['bm-25', ['bm25']],
    ['BM25_stem', ['bm25-stem']],
    ['recents', ['recent']],
    ['rnadom', ['random']],
    ['sift-no-lexikon', ['sift-no-lexicon']],
    ['digset', ['digest']],
    ['rerank', ['rerank-llm']],
    ['xyzzy', []],
    ['', []],
  ])('%s is taken for %j', (given, expected) => {
    expect(nearestNames(given, STRATEGY_NAMES)).toEqual(expected)
  })

  it('finds every known name by itself, however it is written', () => {
    for (const name of STRATEGY_NAMES) {
      expect(nearestNames(name, STRATEGY_NAMES)).toEqual([name])
      expect(nearestNames(name.toUpperCase().replaceAll('-', '_'), STRATEGY_NAMES)).toEqual([name])
    }
  })

  it('finds a long name again after any one slip', () => {
    const long = STRATEGY_NAMES.filter((name) => name.length >= 6 && !name.startsWith('sift'))
    fc.assert(
      fc.property(fc.constantFrom(...long), fc.nat(), fc.constantFrom('q', ''), (name, at, sign) => {
        const place = at % name.length
        const slip = `${name.slice(0, place)}${sign}${name.slice(place + 1)}`
        expect(nearestNames(slip, STRATEGY_NAMES)).toContain(name)
      }),
    )
  })

  it('offers a few names at most', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), (given) => nearestNames(given, STRATEGY_NAMES).length <= 3),
    )
  })
})

describe('unknownName', () => {
  const names = { known: ['bm25', 'dense'], listing: 'chartsift list strategies' }

  it('offers the nearest, and else all', () => {
    expect(unknownName('strategy', 'bm26', names)).toBe(
      "unknown strategy 'bm26': did you mean 'bm25'? ('chartsift list strategies' lists all)",
    )
    expect(unknownName('strategy', 'colbert', names)).toBe(
      "unknown strategy 'colbert'; known are bm25, dense",
    )
    expect(unknownName('field', 'dens', { ...names, listing: null })).toBe(
      "unknown field 'dens': did you mean 'dense'?",
    )
  })

  it('guesses behind what was found, or says nothing', () => {
    expect(guessOf('llama3:8b', ['llama3.1:8b', 'qwen2.5:32b'])).toBe(": did you mean 'llama3.1:8b'?")
    expect(guessOf('mistral', ['llama3.1:8b'])).toBe('')
  })

  it('joins several', () => {
    expect(oneOf(['a', 'b', 'c'])).toBe("'a', 'b' or 'c'")
  })
})
