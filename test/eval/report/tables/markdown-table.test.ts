import { describe, expect, it } from 'vitest'
import { keyOf } from '../../../../eval/compare/value-table.js'
import {
  escapeMarkdown,
  markdownTable,
  markdownTables,
} from '../../../../eval/report/tables/markdown-table.js'
import { madeUp } from '../made-up-summary.js'

describe('escapeMarkdown', () => {
  it.each([
    ['a|b', 'a\\|b'],
    ['*a* _b_ `c` ~d~ [e]', '\\*a\\* \\_b\\_ \\`c\\` \\~d\\~ \\[e\\]'],
    ['<b>&amp;', '&lt;b>&amp;amp;'],
    ['a\\|b', 'a\\\\\\|b'],
    ['one\ntwo', 'one two'],
    ['$1 hybrid+mmr=0.5 (x)', '\\$1 hybrid+mmr=0.5 (x)'],
  ])('shows %j as it is', (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped)
  })
})

describe('markdownTables', () => {
  it('has the mean with its mark, the interval, and n where items are unscored', () => {
    const { summary, provenance } = madeUp()
    const [recall, chrf] = markdownTables(summary, provenance).split('\n\nchrf')
    // As in latex-table.test.ts: 1.5 / 7, and 1/7 more in bm25, of which i4 is unscored at 500.
    expect(recall).toContain('| recent (baseline) | 21.4 (7.1 to 35.7) | ')
    expect(recall).toMatch(
      /\| bm25 \| 28\.6<sup>\+<\/sup> \([^)]+\) n = 3 \| 50\.0<sup>\+<\/sup> \([^)]+\) \|/,
    )
    expect(recall).toMatch(
      /^evidence-recall, generator extractive\. Corpus demo: n = 4 instructions of 2 patients/,
    )
    expect(recall).toMatch(/200 resamples of whole patients, seed 7/)
    expect(chrf).toContain('| strategy | 500 | 1,000 |')
  })

  it('marks by a star what stays below .05: the primary by its own p, others by their adjusted one', () => {
    const { summary, provenance } = madeUp()
    const withP = (ownP: number, adjustedP: number) => {
      const comparisons = summary.comparisons.map((one) =>
        keyOf(one) === keyOf(summary.primary!)
          ? { ...one, test: { ...one.test, p: ownP }, adjustedP: null }
          : { ...one, adjustedP },
      )
      return markdownTables({ ...summary, comparisons }, provenance)
    }
    // The primary comparison is that at 1,000 tokens.
    expect(withP(0.01, 0.05)).toMatch(/\| bm25 \| 28\.6<sup>\+<\/sup> .* \| 50\.0<sup>\+\\\*<\/sup> /)
    expect(withP(0.05, 0.01)).toMatch(/\| bm25 \| 28\.6<sup>\+\\\*<\/sup> .* \| 50\.0<sup>\+<\/sup> /)
    expect(withP(0.01, 0.05)).toContain(
      'that of the primary comparison (evidence-recall, bm25, 1,000 tokens) is not adjusted, the others are adjusted by Holm over the other 3 comparisons.',
    )
  })

  it('says unscored where no item of a cell has a value', () => {
    const { summary, provenance } = madeUp()
    const cells = summary.cells.map((cell) => ({ ...cell, mean: null, interval: null }))
    expect(markdownTables({ ...summary, cells }, provenance)).toContain('| bm25 | unscored | unscored |')
  })

  it('has as many columns in every row as in its head', () => {
    const table = markdownTable(['a', 'b', 'c'], [['1', '2', '3']])
    expect(table).toBe('| a | b | c |\n| --- | ---: | ---: |\n| 1 | 2 | 3 |\n')
  })
})
