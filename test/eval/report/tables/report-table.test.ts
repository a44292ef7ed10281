import { parseHTML } from 'linkedom'
import { expect, it } from 'vitest'
import { keyOf } from '../../../../eval/compare/value-table.js'
import { reportHtml } from '../../../../eval/report/report-html.js'
import { latexTables } from '../../../../eval/report/tables/latex-table.js'
import { markdownTables } from '../../../../eval/report/tables/markdown-table.js'
import { reportTable } from '../../../../eval/report/tables/report-table.js'
import { madeUp } from '../made-up-summary.js'

// Values are (i + s + b) / 7 for instruction i = 0..3, strategy s, budget b. recent at 500: 1.5/7 = 21.4, by
// patient .5/7 = 7.1 and 2.5/7 = 35.7, the ends of any interval over two patients. bm25 at 500 lacks i = 3:
// (1 + 2 + 3)/3/7 = 28.6. The difference at 1,000 is 1/7 = 14.3 for everyone, and two of the four
// flips of two patients are as far from 0.
const golden = `At 1,000 tokens, bm25 finds 14.3 points more of the evidence than recent (95% interval 14.3 to 14.3, p = 0.500 by sign flips over patients, 4 instructions of 2 patients). With only 2 patients, even complete agreement could be chance: at least 6 are needed to show anything at the 5% level.

evidence-recall (generator extractive)
┌──────────┬─────────────────────────────┬───────────────────────┐
│ strategy │                         500 │                 1,000 │
├──────────┼─────────────────────────────┼───────────────────────┤
│ recent   │          21.4 (7.1 to 35.7) │   35.7 (21.4 to 50.0) │
│ bm25     │ [n=3] 28.6 (21.4 to 42.9) + │ 50.0 (35.7 to 64.3) + │
└──────────┴─────────────────────────────┴───────────────────────┘

chrf (generator extractive)
┌──────────┬─────────────────────────────┬───────────────────────┐
│ strategy │                         500 │                 1,000 │
├──────────┼─────────────────────────────┼───────────────────────┤
│ recent   │          21.4 (7.1 to 35.7) │   35.7 (21.4 to 50.0) │
│ bm25     │ [n=3] 28.6 (21.4 to 42.9) + │ 50.0 (35.7 to 64.3) + │
└──────────┴─────────────────────────────┴───────────────────────┘

Means in points of 100 with 95% intervals (bootstrap over 2 patients), budgets in tokens.
n = 4 instructions unless shown; the others are unscored, not zero.
+ or -: better or worse; the interval of the paired difference to recent excludes 0.
*: p below 0.05 by sign flips over patients; that of the primary comparison (evidence-recall, bm25, 1,000 tokens) is not adjusted, the others are adjusted by Holm over the other 3 comparisons.
`

it('prints the whole report of a tiny experiment', () => {
  expect(reportTable(madeUp().summary, Number.POSITIVE_INFINITY)).toBe(golden)
})

it('promises no intervals and no marks of one patient', () => {
  const { summary, findings, provenance } = madeUp({
    strategies: ['recent', 'bm25'],
    budgets: [500, 1000],
    title: 'alone',
    patients: ['p1', 'p1', 'p1', 'p1'],
  })
  const text = reportTable(summary)
  expect(text).toMatch(
    /Means in points of 100 without intervals \(fewer than 2 patients\), budgets in tokens\.\nn = 4 instructions unless shown; the others are unscored, not zero\.\n$/,
  )
  for (const shown of [text, markdownTables(summary, provenance), reportHtml(summary, findings, provenance)])
    expect(shown).not.toMatch(/95%|1 patients/)
})

it('has the stars of the exported tables: the primary comparison by its own p, the others by the adjusted one', () => {
  const { summary, findings, provenance } = madeUp()
  for (const [ownP, adjustedP, first, second] of [
    [0.01, 0.05, '', '*'],
    [0.05, 0.01, '*', ''],
  ] as const) {
    const comparisons = summary.comparisons.map((one) =>
      keyOf(one) === keyOf(summary.primary!)
        ? { ...one, test: { ...one.test, p: ownP }, adjustedP: null }
        : { ...one, adjustedP },
    )
    const found = { ...summary, comparisons }
    const starsOf = (cells: readonly string[]) => cells.map((cell) => (cell.includes('*') ? '*' : ''))
    const ofText = (text: string) => {
      const row = text.split('\n').find((line) => /^[|│] bm25 /.test(line))!
      return starsOf(row.split(/[|│]/).slice(2, 4))
    }
    const { document } = parseHTML(reportHtml(found, findings, provenance))
    const cells = document.querySelector('table.figures tr.arm')!.querySelectorAll('td.value')
    expect(ofText(reportTable(found, Number.POSITIVE_INFINITY))).toEqual([first, second])
    expect(ofText(markdownTables(found, provenance))).toEqual([first, second])
    expect(starsOf([...cells].map((cell) => cell.textContent!))).toEqual([first, second])
  }
})

it('gives cautions below the table, and in every caption of the exports', () => {
  const { summary, provenance } = madeUp()
  const caution = 'Constants of bm25 were chosen on this.'
  expect(reportTable(summary, Number.POSITIVE_INFINITY, [caution])).toBe(`${golden}\n${caution}\n`)
  const count = (text: string) => text.split(caution).length - 1
  expect(count(markdownTables(summary, provenance, [caution]))).toBe(2)
  expect(count(latexTables(summary, provenance, [caution]))).toBe(2)
})

it('says unscored, without a number, where no item has a value', () => {
  const { summary } = madeUp()
  const cells = summary.cells.map((cell) => ({ ...cell, n: 0, mean: null, interval: null }))
  const text = reportTable({ ...summary, cells, comparisons: [] })
  expect(text.match(/unscored │/g)).toHaveLength(8)
})

it('fits 100 columns, whatever it tells', () => {
  const { summary } = madeUp()
  const budgets = [500, 1000, 2000, 4000, 8000]
  const cells = budgets.flatMap((budget) =>
    summary.cells.filter((cell) => cell.budget === 500).map((cell) => ({ ...cell, budget })),
  )
  const text = reportTable({ ...summary, cells })
  expect(text.split('\n').filter((line) => line.length > 100)).toEqual([])
  for (const budget of ['500', '1,000', '2,000', '4,000', '8,000']) expect(text).toContain(` ${budget} │`)
  expect(reportTable({ ...summary, cells }, Number.POSITIVE_INFINITY)).not.toBe(text)
})
