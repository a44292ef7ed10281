import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { FaithfulnessRow } from '../../../../eval/answers/faithfulness-rows.js'
import { ranExperiment } from '../../../fixtures/stored-experiment.js'

async function reportOf(measures: string) {
  const { workspace } = await ranExperiment(
    `strategies: [none, oracle]\nbudgets: [600]\nmeasures: [${measures}]`,
  )
  const [folder] = readdirSync(join(workspace, 'experiments'))
  const read = (name: string) => readFileSync(join(workspace, 'experiments', folder!, 'report', name), 'utf8')
  const { faithfulness } = JSON.parse(read('summary.json')) as {
    readonly faithfulness: readonly FaithfulnessRow[] | null
  }
  return { faithfulness, page: read('report.html'), values: read('values.csv') }
}

it('counts claims of each arm that the context does not have; the extractive generator says what is there', async () => {
  const { faithfulness, page, values } = await reportOf('lexical-faithfulness')
  const [none, oracle] = faithfulness!
  // Without a context every answer abstains.
  expect(none).toMatchObject({ strategy: 'none', context: { answers: 0, claims: 0 } })
  expect(oracle!.context.claims).toBeGreaterThanOrEqual(7)
  expect(oracle!.context.perClaim.mean).toBe(0)
  expect(oracle!.references.claims).toBe(oracle!.context.claims)
  expect(values).toContain('501,9001,none,600,extractive,lexical-faithfulness,,the answer makes no claim')
  expect(values).toContain('501,9001,oracle,600,extractive,lexical-faithfulness,1,')
  expect(page).toContain('<h2 id="faithfulness-title">')
})

it('has no section if no measure of faithfulness is asked for', async () => {
  const { faithfulness, page } = await reportOf('token-f1')
  expect(faithfulness).toBeNull()
  expect(page).not.toContain('faithfulness-title')
})
