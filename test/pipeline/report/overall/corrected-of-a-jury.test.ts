import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { chartsift, fixtureFolder } from '../../../fixtures/command-line.js'
import { experimentFolders, summaryOf, writeModelExperiment } from '../../../fixtures/model-experiment.js'
import { graded, judgeSpec, startJuryServer } from '../../jury/judged-experiment.js'

const LABELED = { '501': 'yes', '502': 'no', '504': 'no', '506': 'yes' }

/** A jury that finds every answer correct, and people who labeled some answers of two arms. */
async function run(labels: Readonly<Record<string, string>> | null) {
  const folder = fixtureFolder()
  const server = await startJuryServer(({ prompt }) => graded(5, prompt))
  const path = join(folder.folder, 'labels.tsv')
  const rows = Object.entries(labels ?? {}).flatMap(([id, label]) =>
    ['bm25', 'oracle'].map((strategy) => [id, strategy, '400', label].join('\t')),
  )
  writeFileSync(path, `${['instruction_id\tstrategy\tbudget\tlabel', ...rows].join('\n')}\n`)
  const experiment = writeModelExperiment(folder, [server.url], {
    strategies: '[bm25, oracle]',
    budgets: '[400]',
    generators: '[extractive]',
    judges: `[${judgeSpec('llama3.1:8b', server.url)}]`,
    measures: '[judge-correct]',
    compare: '{baseline: bm25}',
    ...(labels === null ? {} : { labels: path }),
  })
  const args = ['run', experiment, '--workspace', folder.workspace, '--workers', '1', '--quiet']
  const { code, err } = await chartsift(...args)
  expect([code, err]).toEqual([0, ''])
  const [stored] = experimentFolders(folder.workspace)
  return { ...summaryOf(stored!), page: readFileSync(join(stored!, 'report', 'report.html'), 'utf8') }
}

it('corrects the jury by the labels of the answers that people saw', async () => {
  const { corrected, page } = await run(LABELED)
  const [criterion] = corrected
  expect([criterion.measure, criterion.halfWidth]).toEqual(['judge-correct', 0.05])
  const [bm25, oracle] = criterion.arms
  expect([bm25.strategy, oracle.strategy]).toEqual(['bm25', 'oracle'])
  expect(bm25.mean.judgeMean).toBe(1)
  expect(bm25.mean.labels).toBeGreaterThanOrEqual(4)
  // A jury that finds everything correct adds nothing to the labels, half of which are yes.
  expect(bm25.mean.lambda).toBe(0)
  expect(bm25.mean.corrected.mean).toBeCloseTo(0.5, 12)
  expect(bm25.difference).toBeNull()
  expect(oracle.difference.baseline.strategy).toBe('bm25')
  expect(oracle.difference.corrected.mean).toBeCloseTo(0, 12)
  expect(page).toContain('id="corrected"')
})

it('has no section without labels', async () => {
  const { corrected, page } = await run(null)
  expect(corrected).toEqual([])
  expect(page).not.toContain('id="corrected"')
})
