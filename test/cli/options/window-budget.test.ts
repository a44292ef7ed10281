import { expect, it } from 'vitest'
import { chartsift } from '../../fixtures/command-line.js'
import { ranExperiment } from '../../fixtures/stored-experiment.js'

const FIELDS =
  'strategies: [bm25, {recent: [window]}]\nbudgets: [40]\nnominalWindow: 1000\nmeasures: [evidence-recall]'

it("shows the budget 'window' of an experiment", async () => {
  const { path, common } = await ranExperiment(FIELDS)
  const { code, err } = await chartsift('report', path, '--with-text', '--budget', 'window', ...common)
  expect(code, err).toBe(0)
  const other = await ranExperiment('strategies: [bm25]\nbudgets: [40]\nmeasures: [evidence-recall]')
  const refused = await chartsift('report', other.path, '--with-text', '--budget', 'window', ...other.common)
  expect(refused.code).toBe(2)
  expect(refused.err).toContain('--budget: expected a budget of this experiment (40), found window')
})

it("says that 'window' needs an experiment", async () => {
  const said = "expected a number of tokens: 'window' is known only in an experiment, which has generators."
  const inspected = await chartsift(
    'inspect',
    'c',
    '--instruction',
    'i',
    '--strategy',
    'bm25',
    '--budget',
    'window',
  )
  expect([inspected.code, inspected.err.replaceAll(/\s+/g, ' ')]).toEqual([2, expect.stringContaining(said)])
  const selected = await chartsift(
    'select',
    'c',
    '--strategies',
    'bm25',
    '--budgets',
    '40,window',
    '--out',
    'o',
  )
  expect([selected.code, selected.err.replaceAll(/\s+/g, ' ')]).toEqual([2, expect.stringContaining(said)])
})
