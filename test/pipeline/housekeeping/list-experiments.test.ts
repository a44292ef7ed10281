import { expect, it } from 'vitest'
import { chartsift } from '../../fixtures/command-line.js'
import { ranExperiment } from '../../fixtures/stored-experiment.js'

it('counts arms, because strategies at their own budgets are no product of strategies and budgets', async () => {
  const fields = 'strategies: [bm25, {recent: [40]}]\nbudgets: [40, 100]\nmeasures: [evidence-recall]'
  const { workspace } = await ranExperiment(fields)
  const { out } = await chartsift('experiments', '--workspace', workspace)
  expect(out).toMatch(/│ instructions ×.*\n.*│ arms × .*\n.*│ generators/)
  // bm25 at 40 and 100, recent at 40; 7 instructions, 1 generator.
  expect(out).toContain('│ 7 × 3 × 1 ')
  const { out: json } = await chartsift('experiments', '--workspace', workspace, '--json')
  expect(JSON.parse(json)[0].counts).toMatchObject({ strategies: 2, budgets: 2, arms: 3, expected: 21 })
})
