import { parseHTML } from 'linkedom'
import { expect, it } from 'vitest'
import { summarise } from '../../../../eval/compare/summarise.js'
import { matrixSection } from '../../../../eval/report/tables/report-matrix.js'

it('shows the mean of an arm that has only a budget of its own', () => {
  const own = { generator: 'extractive' }
  const arms = [
    { ...own, strategy: 'sift', budget: 1000 },
    { ...own, strategy: 'tail-tokens', budget: 7827, budgetName: 'window' },
  ]
  const items = ['i1', 'i2'].map((instructionId) => ({ instructionId, patientId: `of ${instructionId}` }))
  const values = [
    [0.5, 1],
    [0, 0.5],
  ]
  const measure = 'evidence-recall'
  const rows = arms.flatMap((arm, a) =>
    items.map((item, i) => ({ ...item, ...arm, measure, value: values[a]![i]!, reason: null })),
  )
  const summary = summarise(
    rows,
    { items, arms, measures: [measure] },
    { baseline: null, primary: null, headline: null, margin: null, seed: 1, resamples: 50 },
  )
  const { document } = parseHTML(`<main>${matrixSection(summary)!.body.markup}</main>`)
  const cells = [...document.querySelectorAll('tbody tr')].map((row) => [
    row.querySelector('th')!.textContent,
    row.querySelector('td')!.textContent,
  ])
  // (0.5 + 1) / 2 and (0 + 0.5) / 2, in points of 100.
  expect(cells).toEqual([
    ['asift', '75.0'],
    ['btail-tokens at window (7,827 tokens)', '25.0'],
  ])
})
