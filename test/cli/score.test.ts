import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import { chartsift, fixtureFolder } from '../fixtures/command-line.js'
import {
  experimentFolders,
  startServer,
  summaryOf,
  valueRows,
  writeModelExperiment,
} from '../fixtures/model-experiment.js'
import { ranExperiment } from '../fixtures/stored-experiment.js'

const FIELDS = `strategies: [recent, bm25]
budgets: [40, 100]
measures: [evidence-recall]
compare: {baseline: recent, primary: {measure: evidence-recall, strategy: bm25, budget: 100}}`

/** Rows without the head, and without their last column, which is empty: no budget has a name. */
function withoutBudgetNames(csv: string): string[] {
  const rows = csv.trimEnd().split('\n').slice(1)
  return rows.map((row) => row.replace(/,$/, ''))
}

describe('chartsift score', () => {
  it('adds measures to the report and keeps what it has, changing no result', async () => {
    const { path, common, workspace } = await ranExperiment(FIELDS)
    const [experiment, ...others] = experimentFolders(workspace)
    expect(others).toEqual([])
    const own = () => valueRows(experiment!).filter((row) => row.includes(',evidence-recall,'))
    const before = own()
    const { code, out } = await chartsift('score', path, '--measures', 'exact-answer,chrf', ...common)
    expect(code).toBe(0)
    expect(out).toContain('exact-answer (generator extractive)')
    expect(out).toContain('evidence-recall (generator extractive)')
    // 7 instructions, 2 strategies, 2 budgets, 3 measures.
    expect(valueRows(experiment!)).toHaveLength(7 * 2 * 2 * 3)
    expect(own()).toEqual(before)
    expect(summaryOf(experiment!).primary).toMatchObject({ measure: 'evidence-recall', strategy: 'bm25' })
    await chartsift('score', path, '--measures', 'chrf,rouge-l', ...common)
    const all = ['evidence-recall', 'exact-answer', 'chrf', 'rouge-l']
    expect(summaryOf(experiment!).provenance.measures).toEqual(all)
    // Every command that writes or exports the report keeps them, until the results are thrown away.
    await chartsift('report', path, ...common)
    expect(summaryOf(experiment!).provenance.measures).toEqual(all)
    const exported = await chartsift('export', path, '--format', 'csv', ...common)
    expect(withoutBudgetNames(exported.out)).toEqual(valueRows(experiment!))
    await chartsift('run', path, ...common)
    expect(summaryOf(experiment!).provenance.measures).toEqual(all)
    await chartsift('run', path, '--fresh', ...common)
    expect(summaryOf(experiment!).provenance.measures).toEqual(['evidence-recall'])
  })

  it('adds to the report of another folder, and leaves that of the experiment alone', async () => {
    const { path, common, folder, workspace } = await ranExperiment(FIELDS)
    const out = join(folder, 'elsewhere')
    await chartsift('score', path, '--measures', 'chrf', '--out', out, ...common)
    await chartsift('score', path, '--measures', 'rouge-l', '--out', out, ...common)
    expect(summaryOf(out).provenance.measures).toEqual(['evidence-recall', 'chrf', 'rouge-l'])
    expect(summaryOf(experimentFolders(workspace)[0]!).provenance.measures).toEqual(['evidence-recall'])
  })

  it('refuses a measure that cannot be had, with the reason, and leaves the report as it was', async () => {
    const { path, common, workspace, cohort } = await ranExperiment(FIELDS)
    const refused = async (measure: string, reason: RegExp) => {
      const { code, out, err } = await chartsift('score', path, '--measures', `chrf,${measure}`, ...common)
      expect([code, out]).toEqual([2, ''])
      expect(err).toMatch(reason)
    }
    await refused(
      'judge-accuracy',
      /'judge-accuracy' needs grades of a jury, but the experiment file has no 'judges'/,
    )
    expect(summaryOf(experimentFolders(workspace)[0]!).provenance.measures).toEqual(['evidence-recall'])
    // Without judgements nothing about evidence can be said.
    for (const table of ['qrels.tsv', 'facts.jsonl', 'gold.jsonl'])
      rmSync(join(cohort, table), { force: true })
    const table = join(cohort, 'clinician-instruction-responses.tsv')
    const lines = readFileSync(table, 'utf8')
      .split('\n')
      .map((line) => line.split('\t'))
    const evidence = lines[0]!.indexOf('evidence')
    writeFileSync(table, lines.map((cells) => cells.filter((_, i) => i !== evidence).join('\t')).join('\n'))
    // A declared comparison of evidence would be refused before the run.
    writeFileSync(path, readFileSync(path, 'utf8').replace(/^compare: .*$/m, ''))
    await chartsift('run', path, ...common)
    await refused('evidence-precision', /'evidence-precision' has no value for any item \(.+\)/)
  })

  it("agrees with the report's values", async () => {
    const { path, common, folder } = await ranExperiment(FIELDS)
    const elsewhere = join(folder, 'elsewhere')
    const argv = ['score', path, '--measures', 'evidence-recall', '--out', elsewhere, '--json']
    const { code, out } = await chartsift(...argv, ...common)
    const { provenance: _, ...scored } = JSON.parse(out) as Record<string, unknown>
    const { provenance: __, ...reported } = JSON.parse(
      (await chartsift('report', path, '--json', ...common)).out,
    ) as Record<string, unknown>
    expect([code, scored]).toEqual([0, reported])
    expect(scored['primary']).toMatchObject({ measure: 'evidence-recall', strategy: 'bm25', budget: 100 })
    expect(existsSync(join(elsewhere, 'report', 'report.html'))).toBe(true)
  })

  it('refuses a measure that is not known, and an experiment that never ran', async () => {
    const { path, common, folder } = await ranExperiment(FIELDS)
    expect(await chartsift('score', path, '--measures', 'chrf,nonsense', ...common)).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining("unknown measure 'nonsense'; known are evidence-recall,"),
    })
    expect(await chartsift('score', path, ...common)).toMatchObject({ code: 2 })
    const other = ['--workspace', join(folder, 'other'), '--workers', '1', '--quiet']
    expect(await chartsift('score', path, '--measures', 'chrf', ...other)).toMatchObject({
      code: 2,
      err: expect.stringContaining("has no stored results: run 'chartsift run"),
    })
  })

  it('needs no model server: a stored model is measured, exported and shown while its server is gone', async () => {
    const place = fixtureFolder()
    const server = await startServer()
    const path = writeModelExperiment(place, [server.url])
    const common = ['--workspace', place.workspace, '--workers', '1', '--quiet']
    expect((await chartsift('run', path, '--repeat', '2', ...common)).code).toBe(0)
    await server.close()
    const asked = server.requests.length
    const scored = await chartsift('score', path, '--measures', 'chrf', ...common)
    expect([scored.code, scored.out.match(/^chrf \(generator .*\)$/gm)]).toEqual([
      0,
      ['chrf (generator extractive)', 'chrf (generator ollama:tiny)'],
    ])
    expect((await chartsift('export', path, '--format', 'markdown', ...common)).code).toBe(0)
    expect((await chartsift('report', path, '--with-text', ...common)).code).toBe(0)
    const [experiment] = experimentFolders(place.workspace)
    const { document } = parseHTML(readFileSync(join(experiment!, 'report', 'items.html'), 'utf8'))
    const rows = [...document.querySelectorAll('#i-503 tbody tr')]
    // 2 strategies at 2 budgets, of each generator; both repeats of the model stand in one row.
    const texts = rows.map((row) => row.querySelectorAll('td > .text').length)
    expect(texts.sort()).toEqual([1, 1, 1, 1, 2, 2, 2, 2])
    expect(
      rows.filter((row) => row.textContent!.includes('You ask: Why was metformin stopped?')),
    ).toHaveLength(4)
    expect(server.requests).toHaveLength(asked)
  })
})
