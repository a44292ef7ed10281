import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import { chartsift, fixtureFolder } from '../fixtures/command-line.js'
import { experimentFolders, startBox, writeModelExperiment } from '../fixtures/model-experiment.js'
import { ranExperiment } from '../fixtures/stored-experiment.js'

const FIELDS = `strategies: [recent, bm25]
budgets: [40, 100]
measures: [evidence-recall]
compare: {baseline: recent, primary: {measure: evidence-recall, strategy: bm25, budget: 100}}`

describe('chartsift score', () => {
  it('measures what is stored with other measures, writes the report anew and changes no result', async () => {
    const { path, common, workspace } = await ranExperiment(FIELDS)
    const { code, out } = await chartsift('score', path, '--measures', 'exact-answer,chrf', ...common)
    expect(code).toBe(0)
    expect(out).toMatch(/^No primary comparison was declared/)
    expect(out).toContain('exact-answer (generator extractive)')
    expect(out).not.toContain('evidence-recall')
    const [experiment, ...others] = readdirSync(join(workspace, 'experiments'))
    expect(others).toEqual([])
    const report = join(workspace, 'experiments', experiment!, 'report')
    // 7 instructions, 2 strategies, 2 budgets, 2 measures.
    expect(readFileSync(join(report, 'values.csv'), 'utf8').trimEnd().split('\n')).toHaveLength(
      1 + 7 * 2 * 2 * 2,
    )
    // The file's own measures again, from the same responses.
    const again = await chartsift('report', path, ...common)
    expect(again.out).toContain('evidence-recall (generator extractive)')
  })

  it("keeps the primary comparison where its measure is among them, and agrees with the report's values", async () => {
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
    const box = await startBox()
    const path = writeModelExperiment(place, [box.url])
    const common = ['--workspace', place.workspace, '--workers', '1', '--quiet']
    expect((await chartsift('run', path, '--repeat', '2', ...common)).code).toBe(0)
    await box.close()
    const asked = box.requests.length
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
    // Two strategies each; both repeats of the model stand in one row.
    expect(rows.map((row) => row.querySelectorAll('td > .text').length)).toEqual([1, 1, 2, 2])
    expect(rows[3]!.textContent).toContain('You ask: Why was metformin stopped?')
    expect(box.requests).toHaveLength(asked)
  })
})
