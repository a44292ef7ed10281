import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { chartsift } from '../fixtures/command-line.js'
import { experimentFolders, summaryOf, valueRows } from '../fixtures/model-experiment.js'
import { ranExperiment } from '../fixtures/stored-experiment.js'

const FIELDS = `strategies: [recent, bm25]
budgets: [40, 100]
measures: [evidence-recall, token-f1]
compare: {baseline: recent, primary: {measure: token-f1, strategy: bm25, budget: 100}}`
const REASON = 'the run has not reached it yet'

/** As a run leaves it that was stopped. */
function change(experiment: string, sql: string): void {
  const db = new Database(join(experiment, 'results.db'))
  db.exec(sql)
  db.close()
}

describe('a run that is half done', () => {
  it('is reported as far as it came, and says so', async () => {
    const { path, common, workspace } = await ranExperiment(FIELDS)
    const [experiment] = experimentFolders(workspace)
    change(experiment!, "DELETE FROM responses WHERE strategy = 'bm25' AND budget = 100")
    // 7 instructions, 2 strategies, 2 budgets: 28 answers, of which 7 are missing.
    const { code, err } = await chartsift('report', path, '--with-text', ...common)
    expect([code, err]).toEqual([1, `failed: 7 responses: ${REASON}\n`])
    const { provenance, intentionToTreat, primary } = summaryOf(experiment!)
    expect(provenance.warnings[0]).toBe(
      'The run is not finished: 21 of 28 answers are stored, and what is missing has no value yet.',
    )
    const html = readFileSync(join(experiment!, 'report', 'report.html'), 'utf8')
    expect(html).toContain('21 of 28 answers are stored')
    const missing = valueRows(experiment!).filter((row) => row.endsWith(`,${REASON}`))
    // The contexts are there: what they show has its value.
    expect(missing.every((row) => row.includes(',bm25,100,extractive,token-f1,'))).toBe(true)
    expect(missing).toHaveLength(7)
    // What is not there yet is no failure of an arm.
    expect([primary.n, intentionToTreat.n]).toEqual([0, 0])
  })

  it('is reported and exported while contexts and whole generators are missing', async () => {
    const { path, common, workspace } = await ranExperiment(FIELDS)
    const [experiment] = experimentFolders(workspace)
    change(
      experiment!,
      `DELETE FROM responses; DELETE FROM repeats; DELETE FROM generators; DELETE FROM contexts WHERE strategy = 'bm25'`,
    )
    const { code } = await chartsift('report', path, ...common)
    expect(code).toBe(1)
    expect(summaryOf(experiment!).provenance.warnings[0]).toContain('0 of 28 answers')
    const recall = valueRows(experiment!).filter((row) => row.includes(',evidence-recall,'))
    expect(recall.filter((row) => row.endsWith(`,${REASON}`))).toHaveLength(14)
    for (const format of ['csv', 'markdown', 'latex'])
      expect((await chartsift('export', path, '--format', format, ...common)).code).toBe(1)
    const trec = ['--format', 'trec', '--out', join(workspace, '..', 'trec')]
    expect((await chartsift('export', path, ...trec, ...common)).code).toBe(1)
    // Nothing was written into what the run continues from.
    expect((await chartsift('run', path, ...common)).code).toBe(0)
    expect(summaryOf(experiment!).provenance.warnings).toEqual([])
  })
})
