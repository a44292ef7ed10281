import { parseHTML } from 'linkedom'
import { expect, it } from 'vitest'
import { CAUSES } from '../../../../eval/compare/failure-attribution.js'
import { attributionSection } from '../../../../eval/report/sections/report-attribution.js'

const none = Object.fromEntries(Object.keys(CAUSES).map((cause) => [cause, 0])) as Record<
  keyof typeof CAUSES,
  number
>

it('shows arms that have only budgets of their own, and none at another budget of a strategy of the focus', () => {
  const own = { generator: 'extractive' }
  const arms = [
    { ...own, strategy: 'sift', budget: 500 },
    { ...own, strategy: 'sift', budget: 1000 },
    { ...own, strategy: 'tail-tokens', budget: 7827, budgetName: 'window' },
  ]
  const rows = arms.map(({ strategy, budget, generator }) => ({
    ...{ strategy, budget, generator, n: 4 },
    causes: { ...none, right: budget === 1000 ? 3 : 1, 'not packed': budget === 1000 ? 1 : 3 },
  }))
  const focus = { measure: 'exact-answer', budget: 1000, generator: 'extractive' }
  const section = attributionSection({ rule: 'exact-answer is full', rows }, arms, focus)!
  const { document } = parseHTML(`<main>${section.body.markup}</main>`)
  expect([...document.querySelectorAll('tbody tr')].map((row) => row.textContent.trim())).toEqual([
    'sift43 75%1 25%',
    'tail-tokens at window (7,827 tokens)41 25%3 75%',
  ])
})
