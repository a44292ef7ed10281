import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alignWords, type WordCosts } from '../../../evidence/words/align-words.js'

const costsOf = (quote: string, text: string): WordCosts => ({
  pair: (i, j) => (quote[i] === text[j] ? 2 : -1),
  unfound: () => 1,
  leftOut: () => 1,
})

/** Smith and Waterman's table as their paper has it: all of it kept, the best cell sought afterwards. */
function plainScore(quote: string, text: string): number {
  const costs = costsOf(quote, text)
  const table = Array.from({ length: quote.length + 1 }, () => new Array<number>(text.length + 1).fill(0))
  for (let i = 1; i <= quote.length; i++) {
    for (let j = 1; j <= text.length; j++) {
      table[i]![j] = Math.max(
        0,
        table[i - 1]![j - 1]! + costs.pair(i - 1, j - 1),
        table[i - 1]![j]! - costs.unfound(i - 1),
        table[i]![j - 1]! - costs.leftOut(j - 1),
      )
    }
  }
  return Math.max(...table.flat())
}

/** The best score of aligning the quote with all of a stretch, gaps at its ends costed too: what the stretch itself is worth. */
function scoreOfWhole(quote: string, text: string): number {
  let best = Number.NEGATIVE_INFINITY
  for (let from = 0; from <= quote.length; from++)
    for (let to = from; to <= quote.length; to++)
      best = Math.max(best, globalScore(quote.slice(from, to), text))
  return best
}

function globalScore(quote: string, text: string): number {
  let row = Array.from({ length: text.length + 1 }, (_, j) => -j)
  for (let i = 1; i <= quote.length; i++) {
    const next = [-i]
    for (let j = 1; j <= text.length; j++)
      next[j] = Math.max(row[j - 1]! + (quote[i - 1] === text[j - 1] ? 2 : -1), row[j]! - 1, next[j - 1]! - 1)
    row = next
  }
  return row[text.length]!
}

describe('alignWords', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), maxLength: 12 })

  it('scores as a plain Smith-Waterman does, and its stretch is worth that score', () => {
    fc.assert(
      fc.property(word, word, (quote, text) => {
        const { score, start, end } = alignWords(quote.length, {
          from: 0,
          to: text.length,
          costs: costsOf(quote, text),
        })
        expect(score).toBe(plainScore(quote, text))
        if (score > 0) expect(scoreOfWhole(quote, text.slice(start, end))).toBe(score)
        else expect(start).toBe(end)
      }),
      { numRuns: 300 },
    )
  })

  it('keeps to the stretch it is given', () => {
    const text = 'abc--abc'
    // Within [3, 8) only the second 'abc' stands: 3 x 2.
    expect(alignWords(3, { from: 3, to: 8, costs: costsOf('abc', text) })).toEqual({
      score: 6,
      start: 5,
      end: 8,
    })
  })
})
