import { existsSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chartsift, fixtureFolder } from '../fixtures/command-line.js'
import { type RunPlace, ranExperiment, writeExperiment } from '../fixtures/stored-experiment.js'

const FIELDS = `strategies: [recent, bm25]
budgets: [40]
measures: [evidence-recall]`

/** An experiment whose index `chartsift index` has options for. */
async function ranOn(index: string): Promise<RunPlace> {
  const place = fixtureFolder()
  const path = writeExperiment(place, 'ran', FIELDS, index)
  const common = ['--workspace', place.workspace, '--workers', '1']
  expect((await chartsift('run', path, ...common)).code).toBe(0)
  return { ...place, path, common }
}

/** The commands that read an experiment. */
function readers({ path, folder }: RunPlace): string[][] {
  const out = ['--out', join(folder, 'out')]
  return [
    ['report', path, ...out],
    ['score', path, '--measures', 'chrf', ...out],
    ['export', path, '--format', 'csv'],
    ['export', path, '--format', 'trec', ...out],
    ['report', '--compare', path, path],
  ]
}

function edit({ cohort }: Pick<RunPlace, 'cohort'>): void {
  const record = join(cohort, 'ehrs', '9001.xml')
  writeFileSync(record, readFileSync(record, 'utf8').replace('</', ' </'))
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
}

describe('commands that read an experiment', () => {
  it('name the command that builds a missing index, and build nothing', async () => {
    const place = await ranOn('chunk: sentence')
    rmSync(join(place.workspace, 'corpora'), { recursive: true })
    const before = filesBelow(place.workspace)
    const command = `chartsift index ${place.cohort} --embedder ${place.embedder} --chunk sentence --workspace ${place.workspace}`
    for (const argv of readers(place)) {
      const { code, err } = await chartsift(...argv, ...place.common)
      expect([argv[0], code, err]).toEqual([
        argv[0],
        2,
        `chartsift: the index of cohort is missing or out of date (first: patient 9001): run '${command}' first\n`,
      ])
    }
    expect(filesBelow(place.workspace)).toEqual(before)
    expect((await chartsift(...command.split(' ').slice(1))).code).toBe(0)
    for (const argv of readers(place)) expect((await chartsift(...argv, ...place.common)).code).toBe(0)
  })

  it('name it for an index that is out of date', async () => {
    const place = await ranOn('chunk: tokens')
    edit(place)
    for (const argv of readers(place)) {
      const { code, err } = await chartsift(...argv, ...place.common)
      expect([code, err]).toEqual([
        2,
        expect.stringContaining(`run 'chartsift index ${place.cohort} --embed`),
      ])
    }
  })

  it('name the run if index has no option for a field', async () => {
    const place = await ranExperiment(FIELDS)
    edit(place)
    const { code, err } = await chartsift('report', place.path, ...place.common)
    expect([code, err]).toEqual([
      2,
      expect.stringContaining(`run 'chartsift run ${place.path} --workspace ${place.workspace}' first`),
    ])
  })

  it('open an index that is up to date although nothing notes it', async () => {
    const place = await ranExperiment(FIELDS)
    rmSync(join(place.workspace, 'stamps'), { recursive: true })
    utimesSync(join(place.cohort, 'ehrs', '9001.xml'), 1, 1)
    for (const argv of readers(place)) {
      const { code, err } = await chartsift(...argv, ...place.common)
      expect([code, err]).toEqual([0, ''])
    }
    expect(existsSync(join(place.workspace, 'stamps'))).toBe(true)
  })

  it('ask for a run before they look for an index', async () => {
    const place = fixtureFolder()
    const path = writeExperiment(place, 'new', FIELDS)
    const { code, err } = await chartsift('report', path, '--workspace', place.workspace)
    expect([code, err]).toEqual([2, expect.stringContaining(`run 'chartsift run ${path}' first`)])
    expect(existsSync(join(place.workspace, 'corpora'))).toBe(false)
  })
})

describe('commands that index', () => {
  it('say that they check files that were written just before, and do not call it indexing', async () => {
    const place = fixtureFolder()
    const path = writeExperiment(place, 'ran', FIELDS, 'chunk: sentence')
    const common = ['--workspace', place.workspace, '--workers', '1']
    await chartsift('run', path, ...common)
    const soon = new Date(Date.now() + 60_000)
    // A time to come stays younger than any tick, however slow the test.
    for (const id of ['9001', '9002']) utimesSync(join(place.cohort, 'ehrs', `${id}.xml`), soon, soon)
    await chartsift('run', path, ...common)
    const { code, err } = await chartsift('run', path, ...common)
    expect(code).toBe(0)
    expect(err).toContain('check: 2 of 2 done\n')
    expect(err).not.toMatch(/index: |again|: 0 to do\n/)
  })

  it('say so in one line', async () => {
    const place = fixtureFolder()
    // Files that have just been written are checked again in any case.
    await new Promise((resolve) => setTimeout(resolve, 2100))
    const path = writeExperiment(place, 'ran', FIELDS)
    const common = ['--workspace', place.workspace, '--workers', '1']
    const index = ['--embedder', place.embedder, '--chunk', 'sentence']
    const select = ['select', place.cohort, '--strategies', 'recent', '--budgets', '40', ...index]
    const line = 'cohort: checking 1 of 2 patients again and indexing what is new or changed\n'
    expect((await chartsift('run', path, ...common)).err).toContain('cohort has no index yet; building one (')
    expect((await chartsift(...select, ...common)).err).not.toContain(line)
    edit(place)
    expect((await chartsift(...select, ...common)).err).toContain(line)
    edit(place)
    expect((await chartsift('run', path, ...common)).err).toContain(line)
  })
})
