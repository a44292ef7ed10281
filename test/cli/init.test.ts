import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readExperimentFile } from '../../pipeline/experiment/experiment-file.js'
import type { CorpusOutline } from '../../pipeline/init/corpus-outline.js'
import { experimentTemplate } from '../../pipeline/init/experiment-template.js'
import { chartsift, fixtureFolder, temporaryFolder } from '../fixtures/command-line.js'

describe('chartsift init', () => {
  it('writes an experiment that runs as it is, with the reason of every line', async () => {
    const { folder, cohort, workspace } = fixtureFolder()
    const path = join(folder, 'e.yaml')
    const { code, out, err } = await chartsift('init', cohort, '--out', path)
    expect([code, out, err]).toEqual([0, '', `wrote ${path}\nnext: chartsift run ${path}\n`])
    const file = readExperimentFile(path)
    expect(file).toMatchObject({ name: 'e', generators: ['extractive'], budgets: [500, 1000, 2000] })
    expect(readFileSync(path, 'utf8').match(/^#/gm)!.length).toBeGreaterThan(6)
    const plan = await chartsift('run', path, '--dry-run', '--workspace', workspace, '--workers', '1')
    expect(plan).toMatchObject({ code: 0, out: expect.stringContaining('e: ') })
  })

  it('leaves a file that is there alone, unless it is told to replace it', async () => {
    const { folder, cohort } = fixtureFolder()
    const path = join(folder, 'e.yaml')
    writeFileSync(path, 'mine')
    const refused = await chartsift('init', cohort, '--out', path)
    expect(refused).toMatchObject({
      code: 2,
      err: expect.stringContaining('already exists: choose another file'),
    })
    expect(readFileSync(path, 'utf8')).toBe('mine')
    expect((await chartsift('init', cohort, '--out', path, '--force', '--quiet')).err).toBe('')
    expect(readExperimentFile(path).name).toBe('e')
  })

  it('names the experiment after the file, so that two files for a corpus are two experiments', async () => {
    const { folder, cohort } = fixtureFolder()
    const names = []
    for (const file of ['llama 8b.yaml', 'cohort-2.yml', '.yaml']) {
      await chartsift('init', cohort, '--out', join(folder, file))
      names.push(readExperimentFile(join(folder, file)).name)
    }
    expect(names).toEqual(['llama-8b', 'cohort-2', 'experiment'])
  })

  it("writes to standard output for '-', and nothing else there", async () => {
    const { folder, cohort } = fixtureFolder()
    const { out, err } = await chartsift('init', cohort, '--out', '-', '--model', 'llama3.1:8b')
    expect(err).toBe('')
    writeFileSync(join(folder, 'e.yaml'), out)
    expect(readExperimentFile(join(folder, 'e.yaml')).generators).toMatchObject([
      { ollama: 'llama3.1:8b', window: 16384 },
    ])
  })

  it('measures what the tables allow', async () => {
    const { folder, cohort } = fixtureFolder()
    for (const table of ['facts.jsonl', 'qrels.tsv']) rmSync(join(cohort, table), { force: true })
    const { out } = await chartsift('init', cohort, '--out', '-')
    writeFileSync(join(folder, 'e.yaml'), out)
    expect(readExperimentFile(join(folder, 'e.yaml')).measures).toContain('utilisation')
  })

  it('refuses what is no corpus', async () => {
    expect(await chartsift('init', temporaryFolder())).toMatchObject({
      code: 2,
      err: expect.stringContaining('found no such file'),
    })
  })
})

describe('experimentTemplate', () => {
  const outline: CorpusOutline = {
    name: 'c',
    patients: 1,
    instructions: 2,
    asOfFile: 'asof.tsv',
    hasAsOf: true,
    withoutAsOf: 0,
    hasReferences: true,
    evidence: 'qrels.tsv',
  }

  it.each<Partial<CorpusOutline>>([
    {},
    { evidence: null },
    { hasReferences: false },
    { evidence: null, hasReferences: false },
    { hasAsOf: false },
    { withoutAsOf: 2 },
  ])('is a right file for %j, whatever signs the paths have', (other) => {
    const folder = temporaryFolder()
    for (const corpus of [folder, `${folder}/../${folder.split('/').at(-1)}`]) {
      const path = join(folder, 'e.yaml')
      const choices = {
        corpus,
        ehrs: "odd: 'name' #1",
        model: { name: 'a: b', host: 'http://127.0.0.1:1' },
        schema: 's.json',
      }
      writeFileSync(path, experimentTemplate({ ...outline, ...other }, choices))
      const file = readExperimentFile(path)
      expect(file).toMatchObject({ corpus, ehrs: "odd: 'name' #1", generators: [{ ollama: 'a: b' }] })
      expect(file.measures.includes('evidence-recall')).toBe(
        (other.evidence === undefined ? outline : other).evidence !== null,
      )
    }
  })
})
