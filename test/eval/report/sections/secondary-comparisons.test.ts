import { parseHTML } from 'linkedom'
import { expect, it } from 'vitest'
import { summarise } from '../../../../eval/compare/summarise.js'
import { secondaryTable } from '../../../../eval/report/sections/secondary-comparisons.js'

const own = { generator: 'extractive' }
const sift = { ...own, strategy: 'sift', budget: 1000 }
const full = { ...own, strategy: 'full', budget: 7827, budgetName: 'window' }
const items = ['i1', 'i2', 'i3', 'i4', 'i5', 'i6'].map((instructionId) => ({
  instructionId,
  patientId: `of ${instructionId}`,
}))
const measure = 'exact-answer'

/** The table of one secondary comparison, sift minus full, with a margin of 5 points. */
function shown(values: readonly number[]) {
  const rowsOf = (arm: typeof sift, own: readonly number[]) =>
    items.map((item, i) => ({ ...item, ...arm, measure, value: own[i]!, reason: null }))
  const summary = summarise(
    [
      ...rowsOf(sift, values),
      ...rowsOf(
        full,
        items.map(() => 0),
      ),
    ],
    { items, arms: [sift, full], measures: [measure] },
    {
      ...{ baseline: null, primary: null, headline: null, margin: null, seed: 1, resamples: 200 },
      secondary: [
        { measure, strategy: 'sift', budget: 1000, baseline: { strategy: 'full', budget: 7827 }, margin: 5 },
      ],
    },
  )
  return parseHTML(`<main>${secondaryTable(summary).markup}</main>`).document
}

it('shows the decision in the row, and the margin in full below the table', () => {
  const document = shown([0, 0, 0, 0, 0, 0])
  expect([...document.querySelectorAll('tbody td')][5]!.textContent).toBe('equivalent')
  // Without variation sign flips find nothing: p is 1.
  expect([...document.querySelectorAll('tbody td')][3]!.textContent).toMatch(/^(?:1\.000|–)$/)
  expect(document.querySelector('li')!.textContent).toMatch(
    /^sift at 1,000 tokens against full at window \(7,827 tokens\), exact-answer: margin 5\.0 points: equivalent \(interval /,
  )
})

it('names the method of each interval: without variation the bootstrap-t has none', () => {
  const margin = (values: readonly number[]) => shown(values).querySelector('li')!.textContent
  expect(margin([0, 0, 0, 0, 0, 0])).toContain('(interval 0.0 to 0.0 by percentile bootstrap over patients)')
  expect(margin([0.1, 0.2, 0.3, 0.4, 0.5, 0.6])).toContain(' by bootstrap-t over patients; non-inferiority ')
})
