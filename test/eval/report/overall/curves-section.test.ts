import { parseHTML } from 'linkedom'
import { expect, it } from 'vitest'
import type { BudgetCurves, CurveComparison } from '../../../../eval/compare/overall/budget-curves.js'
import { curvesSection } from '../../../../eval/report/overall/curves-section.js'

const row = (strategy: string, mean: number, low: number, high: number, left = 0): CurveComparison => ({
  strategy,
  budgets: [250, 500, 4000],
  area: { n: 84 - left, clusters: 20, mean, interval: { low, high, method: 'bca' }, intervalReason: null },
  left,
  reason: null,
})

const CURVES: BudgetCurves = {
  measure: 'token-f1',
  generator: 'g',
  reference: 'recent',
  rows: [
    row('sift', 0.123, 0.05, 0.2),
    row('none', -0.2, -0.3, -0.1),
    row('bm25', 0.01, -0.02, 0.04, 3),
    { strategy: 'full', budgets: [500, 1000], area: null, left: 84, reason: 'no instruction is scored' },
  ],
}

function textOf(curves: BudgetCurves) {
  const section = curvesSection(curves, { patients: 20, level: 0.95 })!
  return parseHTML(`<body>${section.body.markup}</body>`).document
}

it('says which strategies are better over all budgets, with their intervals and the range of budgets', () => {
  const document = textOf(CURVES)
  expect(document.querySelector('p')!.textContent).toBe(
    'Over all budgets together, by intervals that exclude 0, better than recent: sift; worse than recent: none; cannot be told apart from recent: 2 of 4.',
  )
  expect([...document.querySelectorAll('tbody tr')].map((one) => one.textContent!.trim())).toEqual([
    'sift+12.3 (5.0 to 20.0)250 to 4,000 (3)84',
    'none−20.0 (−30.0 to −10.0)250 to 4,000 (3)84',
    'bm25+1.0 (−2.0 to 4.0)250 to 4,000 (3)813 left out',
    'fullno instruction is scored500 to 1,000 (2)084 left out',
  ])
})

it('turns better and worse if lower is better', () => {
  const text = textOf({ ...CURVES, measure: 'ter', rows: CURVES.rows.slice(0, 1) }).querySelector('p')!
  expect(text.textContent).toContain('exclude 0, worse than recent: sift.')
})

it('is left out without curves', () => {
  expect(curvesSection(null, { patients: 20, level: 0.95 })).toBeNull()
})
