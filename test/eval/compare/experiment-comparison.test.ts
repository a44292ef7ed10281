import { expect, it } from 'vitest'
import { compareExperiments } from '../../../eval/compare/experiment-comparison.js'
import { compareRow } from '../../../eval/report/compare/compare-markdown.js'

it('pairs window with window where the sizes differ, and shows both', () => {
  const side = (label: string, budget: number, value: number) => ({
    label,
    parameters: new Map<string, string>(),
    rows: ['i1', 'i2'].map((instructionId) => ({
      ...{ instructionId, patientId: `of ${instructionId}`, strategy: 'recent', generator: 'extractive' },
      ...{ budget, budgetName: 'window', measure: 'evidence-recall', value, reason: null },
    })),
  })
  const settings = { seed: 1, resamples: 50 }
  const { cells } = compareExperiments(side('a', 7827, 0.25), side('b', 3731, 0.75), settings)
  // 0.75 - 0.25
  expect(cells).toMatchObject([{ budget: 7827, secondBudget: 3731, n: 2, mean: 0.5 }])
  expect(compareRow(cells[0]!)[1]).toMatch(/^window \(A 7,?827, B 3,?731\)$/)
  const [same] = compareExperiments(side('a', 500, 0), side('b', 500, 1), settings).cells
  expect(same).not.toHaveProperty('secondBudget')
})
