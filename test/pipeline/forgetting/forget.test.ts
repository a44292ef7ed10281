import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { deleteTraces, deletionOrder } from '../../../pipeline/forgetting/delete-traces.js'
import { findTraces } from '../../../pipeline/forgetting/find-traces.js'
import { chartsift } from '../../fixtures/command-line.js'
import { experimentFolders, query, summaryOf, valueRows } from '../../fixtures/model-experiment.js'
import { type RunPlace, ranExperiment, writeExperiment } from '../../fixtures/stored-experiment.js'

const FIELDS = `strategies: [recent, bm25]
budgets: [40, 100]
measures: [evidence-recall, token-f1]`

/** Instructions 501 to 504 are about patient 9001; their notes, and no others, have these words. */
const OF_9001 = /9001|metformin|walking aid|Glucose/i

function forget(place: RunPlace, ...argv: string[]) {
  return chartsift('forget', '--patient', '9001', '--workspace', place.workspace, ...argv)
}

/** Files of a folder with their bytes, as latin1. */
function filesOf(folder: string): [string, string][] {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .sort()
    .filter((name) => statSync(join(folder, name)).isFile())
    .map((name) => [name, readFileSync(join(folder, name), 'latin1')])
}

describe('chartsift forget', () => {
  it("deletes one patient's rows and files, and keeps the answers of the others", async () => {
    const place = await ranExperiment(FIELDS)
    const { path, common, workspace } = place
    await chartsift('score', path, '--measures', 'chrf', ...common)
    const [experiment] = experimentFolders(workspace)
    const others = valueRows(experiment!).filter((row) => !row.includes(',9001,'))
    const answers = 'SELECT instruction_id, strategy, budget, text FROM responses ORDER BY 1, 2, 3'
    const kept = query(experiment!, answers).filter(({ instruction_id }) => instruction_id > '504')
    const { code, out, err } = await forget(place, '--yes')
    expect(code).toBe(0)
    expect(err).not.toContain('could not be rewritten')
    // 4 of 7 instructions, 2 strategies, 2 budgets.
    expect(out).toContain('results.db: 16 contexts, 16 answers, 0 grades')
    expect(out).toMatch(/deleted from corpora\/\w+\/patients\/9001\n/)
    for (const [name, bytes] of filesOf(workspace)) {
      expect({ name, found: OF_9001.exec(name + bytes)?.[0] }).toEqual({ name, found: undefined })
    }
    expect(query(experiment!, answers)).toEqual(kept)
    // What is derived was made again from what is left: the others' values did not change, added measures included.
    expect(valueRows(experiment!)).toEqual(others)
    const { provenance, patients, instructions } = summaryOf(experiment!)
    expect([patients, instructions, provenance.warnings, provenance.measures]).toEqual([
      1,
      3,
      [],
      ['evidence-recall', 'token-f1', 'chrf'],
    ])
  })

  it('keeps the budget window and what is stored at it, even if the longest instruction is forgotten', async () => {
    const place = await ranExperiment(
      'strategies: [bm25, {recent: window}]\nbudgets: [40]\nnominalWindow: 500\nmeasures: [token-f1]',
    )
    const [experiment] = experimentFolders(place.workspace)
    const { windows } = summaryOf(experiment!).provenance
    const others = valueRows(experiment!).filter((row) => row.includes(',9001,'))
    // Patient 9002 has the longest instruction.
    const { code, err } = await chartsift(
      'forget',
      '--patient',
      '9002',
      '--workspace',
      place.workspace,
      '--yes',
    )
    expect(code, err).toBe(0)
    expect(summaryOf(experiment!).provenance.windows).toEqual(windows)
    expect(valueRows(experiment!)).toEqual(others)
  })

  it('keeps the sealed plan, and the report says that a patient is missing', async () => {
    const place = await ranExperiment(FIELDS)
    const { path, common, workspace } = place
    writeFileSync(
      path,
      `${readFileSync(path, 'utf8')}compare: {baseline: recent, primary: {measure: token-f1, strategy: bm25, budget: 100}}\n`,
    )
    expect((await chartsift('plan', path, '--workspace', workspace, '--quiet')).code).toBe(0)
    expect((await chartsift('run', path, ...common)).code).toBe(0)
    const [experiment] = experimentFolders(workspace)
    expect(summaryOf(experiment!)['plan'].changes).toEqual([])
    expect((await forget(place, '--yes')).code).toBe(0)
    expect(summaryOf(experiment!)['plan'].changes).toEqual([
      { field: 'patients of the corpus', planned: '2', now: '1' },
    ])
  })

  it('leaves nothing in pages with record text and in comparisons', async () => {
    const place = await ranExperiment(FIELDS)
    const { path, common, workspace } = place
    const [experiment] = experimentFolders(workspace)
    await chartsift('report', path, '--with-text', ...common)
    const other = writeExperiment(place, 'other', FIELDS)
    await chartsift('run', other, ...common)
    await chartsift('report', '--compare', path, other, ...common)
    expect(readdirSync(workspace)).toContain('compare.html')
    expect((await forget(place, '--yes')).code).toBe(0)
    expect(readdirSync(workspace).filter((name) => name.startsWith('compare'))).toEqual([])
    const items = readFileSync(join(experiment!, 'report', 'items.html'), 'utf8')
    expect([OF_9001.exec(items), items.includes('i-505')]).toEqual([null, true])
  })

  it('is not undone by the next index, until that is said', async () => {
    const place = await ranExperiment(FIELDS)
    const { path, common, workspace, cohort, embedder } = place
    const before = valueRows(experimentFolders(workspace)[0]!)
    await forget(place, '--yes')
    const index = ['index', cohort, '--embedder', embedder, '--chunk', 'sentence', ...common]
    const indexed = await chartsift(...index, '--json')
    expect(JSON.parse(indexed.out)).toMatchObject({
      patients: 1,
      forgotten: 1,
      instructions: 3,
      problems: [],
    })
    expect((await chartsift(...index)).out).toMatch(/: 1 patient \(.*; forgotten: 1\)/)
    // Nothing is left to do for the others, and the experiment is still the same one.
    expect((await chartsift('run', path, ...common)).code).toBe(0)
    expect(experimentFolders(workspace)).toHaveLength(1)
    expect((await chartsift(...index, '--unforget', '1234')).code).toBe(2)
    const back = await chartsift(...index, '--unforget', '9001', '--json')
    expect(JSON.parse(back.out)).toMatchObject({ patients: 2, forgotten: 0, instructions: 7 })
    expect((await chartsift('run', path, ...common)).code).toBe(0)
    expect(experimentFolders(workspace)).toHaveLength(1)
    expect(valueRows(experimentFolders(workspace)[0]!)).toEqual(before)
  })

  it('keeps experiments when two patients go and come back in any order', async () => {
    const place = await ranExperiment(FIELDS)
    const { path, common, workspace, cohort, embedder } = place
    const index = ['index', cohort, '--embedder', embedder, ...common]
    await forget(place, '--yes')
    await chartsift('forget', '--patient', '9002', '--yes', '--workspace', workspace)
    expect((await chartsift(...index)).err).toMatch(/all 2 patients of .* were forgotten/)
    await chartsift(...index, '--unforget', '9001')
    await chartsift(...index, '--unforget', '9002')
    expect((await chartsift('run', path, ...common)).code).toBe(0)
    expect(experimentFolders(workspace)).toHaveLength(1)
    expect(valueRows(experimentFolders(workspace)[0]!)).toHaveLength(7 * 2 * 2 * 2)
  })

  it('says what it would do, and does nothing without consent', async () => {
    const place = await ranExperiment(FIELDS)
    const before = filesOf(place.workspace)
    const dry = await forget(place, '--dry-run')
    expect([dry.code, dry.err]).toEqual([0, ''])
    expect(dry.out).toContain('16 contexts, 16 answers, 0 grades')
    expect(dry.out).toContain("'chartsift index' skips it from then on")
    const refused = await forget(place)
    expect([refused.code, refused.err]).toEqual([
      2,
      'chartsift: nothing was deleted: add --yes to delete, or --dry-run to list what would be deleted\n',
    ])
    expect(filesOf(place.workspace)).toEqual(before)
  })

  it('names the files outside the workspace that hold the patient', async () => {
    const place = await ranExperiment(FIELDS)
    const { path, common, cohort, embedder, folder } = place
    const out = (name: string) => join(folder, 'out', name)
    const select = ['select', cohort, '--embedder', embedder, '--strategies', 'recent', '--budgets', '40']
    await chartsift('export', path, '--format', 'trec', '--out', join(folder, 'out'), ...common)
    await chartsift(...select, '--out', out('all.jsonl'), ...common)
    await chartsift(...select, '--instructions', '505', '--out', out('505.jsonl'), ...common)
    await chartsift('report', path, '--out', out('reported'), ...common)
    const { out: printed } = await forget(place, '--yes', '--json')
    const { outside, deleted } = JSON.parse(printed)
    expect(outside.map((file: string) => file.slice(folder.length + 5)).sort()).toEqual([
      'all.jsonl',
      'qrels.txt',
      'reported/report/values.csv',
      'runs/bm25@100.run',
      'runs/bm25@40.run',
      'runs/recent@100.run',
      'runs/recent@40.run',
    ])
    expect(deleted).toContainEqual(expect.stringMatching(/patients\/9001$/))
  })

  it('refuses a list of forgotten patients in which a byte has changed', async () => {
    const place = await ranExperiment(FIELDS)
    await forget(place, '--yes')
    const list = join(place.workspace, 'forgotten.json')
    const bytes = readFileSync(list)
    // A digit of the patient's hash: another hash would let the patient come back.
    const at = bytes.indexOf('"patients"') + 20
    for (const damaged of [
      Buffer.alloc(0),
      Buffer.from('{"patients":[],"contents":null}'),
      Buffer.from(bytes.with(at, bytes[at]! ^ 1)),
    ]) {
      writeFileSync(list, damaged)
      const { code, err } = await chartsift('index', place.cohort, ...place.common)
      expect([code, err.includes('forgotten.json, found a damaged file')]).toEqual([2, true])
    }
  })

  it('leaves nothing if it was killed and is run again', async () => {
    const place = await ranExperiment(FIELDS)
    const { workspace } = place
    const { traces } = findTraces(workspace, '9001')
    // Nothing is left where a patient is looked for, until all that is derived is gone.
    for (let steps = 0; steps <= traces.length; steps++) {
      const { traces: left } = findTraces(workspace, '9001')
      if (left.length === 0) break
      const [first] = deletionOrder(left)
      deleteTraces(workspace, '9001', [first!])
    }
    for (const [name, bytes] of filesOf(workspace))
      expect({ name, found: OF_9001.exec(name + bytes)?.[0] }).toEqual({ name, found: undefined })
  })
})
