import { existsSync, readdirSync, readFileSync, renameSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { IndexMemory } from '../../../pipeline/index/choice/index-memory.js'
import { chartsift } from '../../fixtures/command-line.js'
import { experimentFolders, query, valueRows } from '../../fixtures/model-experiment.js'
import { type RunPlace, ranExperiment } from '../../fixtures/stored-experiment.js'

const FIELDS = `strategies: [recent, bm25]
budgets: [40]
measures: [evidence-recall]`

async function cleaned({ workspace }: RunPlace, ...argv: string[]) {
  const { code, out, err } = await chartsift('clean', '--workspace', workspace, '--json', ...argv)
  expect([code, err]).toEqual([0, ''])
  return JSON.parse(out) as {
    removed: boolean
    bytes: number
    unneeded: { kind: string; what: string; paths: string[]; bytes: number }[]
  }
}

async function listed({ workspace }: RunPlace) {
  const { code, out } = await chartsift('experiments', '--workspace', workspace, '--json')
  expect(code).toBe(0)
  // biome-ignore lint/suspicious/noExplicitAny: the tests say what they expect of it.
  return JSON.parse(out) as any[]
}

/** As the index of another version of the record: what was run before is superseded. */
async function changeAndRun({ path, cohort, common }: RunPlace): Promise<void> {
  const record = join(cohort, 'ehrs', '9001.xml')
  writeFileSync(record, readFileSync(record, 'utf8').replace('</', ' </'))
  expect((await chartsift('run', path, ...common)).code).toBe(0)
}

describe('chartsift experiments', () => {
  it('lists state, counts, size and age, and what was superseded', async () => {
    const place = await ranExperiment(FIELDS)
    const [one, ...none] = await listed(place)
    expect(none).toEqual([])
    expect(one).toMatchObject({
      name: 'ran',
      state: 'finished',
      file: place.path,
      // 7 instructions, 2 strategies, 1 budget, 1 generator.
      counts: {
        instructions: 7,
        strategies: 2,
        budgets: 1,
        generators: 1,
        answers: 14,
        expected: 14,
        arms: 2,
      },
    })
    expect(one.bytes).toBeGreaterThan(1000)
    await changeAndRun(place)
    const states = (await listed(place)).map(({ state }) => state)
    expect(states).toEqual(['finished', 'finished, superseded'])
    const { out } = await chartsift('experiments', '--workspace', place.workspace)
    expect(out).toMatch(/ran +│ …-[0-9a-f]{12} │ finished +│ 7 × 2 × 1 /)
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(100)
    expect((await chartsift('experiments', '--workspace', join(place.folder, 'none'))).code).toBe(2)
  })
})

describe('chartsift clean', () => {
  it('finds nothing where all is needed', async () => {
    const place = await ranExperiment(FIELDS)
    expect(await cleaned(place)).toEqual({ removed: false, bytes: 0, unneeded: [] })
  })

  it('removes indexes, contexts and leftovers that nothing needs, and no answer', async () => {
    const place = await ranExperiment(FIELDS)
    const { path, common, workspace, cohort, embedder } = place
    const [superseded] = experimentFolders(workspace)
    await changeAndRun(place)
    const current = experimentFolders(workspace).find((folder) => folder !== superseded)!
    // The last index is one that somebody may be using; the one before it no experiment names.
    for (const tokens of ['40', '50']) {
      const argv = ['--chunk', 'tokens', '--chunk-tokens', tokens, '--embedder', embedder]
      await chartsift('index', cohort, ...argv, ...common)
    }
    const [patients] = readdirSync(join(workspace, 'corpora')).map((name) =>
      join(workspace, 'corpora', name, 'patients', '9001'),
    )
    const leftover = join(patients!, 'record.db.1234.tmp')
    writeFileSync(leftover, 'half a record')
    utimesSync(leftover, 0, 0)
    const found = await cleaned(place)
    expect(found.unneeded.map(({ kind }) => kind).sort()).toEqual(['contexts', 'index', 'leftover'])
    const before = readdirSync(patients!)
    expect(existsSync(leftover)).toBe(true)
    const values = valueRows(current)
    expect((await cleaned(place, '--yes')).bytes).toBe(found.bytes)
    // One index of two went: 40 tokens; that of 50 and the sentences of the experiments stay.
    const gone = before.filter((name) => !readdirSync(patients!).includes(name))
    expect(new Set(gone.map((name) => name.replace(/\..*/, ''))).size).toBe(2)
    // The memory of indexes knows the two that are left.
    const memory = new IndexMemory(join(patients!, '..', '..', 'indexes.json'))
    expect(memory.indexes.map(({ spec }) => [spec.chunk, spec.chunkTokens])).toEqual([
      ['sentence', undefined],
      ['tokens', 50],
    ])
    const count = (table: string) => query(superseded!, `SELECT count(*) AS n FROM ${table}`)[0].n
    expect([count('contexts'), count('contents'), count('responses')]).toEqual([0, 0, 14])
    expect(await cleaned(place)).toEqual({ removed: false, bytes: 0, unneeded: [] })
    expect((await chartsift('report', path, ...common)).code).toBe(0)
    expect(valueRows(current)).toEqual(values)
  })

  it('removes answers only if they are named', async () => {
    const place = await ranExperiment(FIELDS)
    const { workspace } = place
    const found = await cleaned(place, '--answers', 'ran')
    expect(found.unneeded).toMatchObject([
      { kind: 'answers', what: expect.stringContaining('ran (experiments/ran-') },
    ])
    expect(experimentFolders(workspace)).toHaveLength(1)
    const unknown = await chartsift('clean', '--workspace', workspace, '--answers', 'other', '--yes')
    expect([unknown.code, unknown.err]).toEqual([
      2,
      expect.stringMatching(/no experiment 'other' in .*; there are ran\n/),
    ])
    await cleaned(place, '--answers', 'ran', '--yes')
    expect(experimentFolders(workspace)).toEqual([])
  })

  it('removes what belongs to a corpus that is gone', async () => {
    const place = await ranExperiment(FIELDS)
    const { workspace, cohort } = place
    renameSync(cohort, `${cohort}-elsewhere`)
    const { unneeded } = await cleaned(place, '--yes')
    expect(unneeded.map(({ kind, paths }) => [kind, paths.length])).toEqual([['corpus', 2]])
    expect([readdirSync(join(workspace, 'corpora')), readdirSync(join(workspace, 'stamps'))]).toEqual([
      [],
      [],
    ])
    expect(experimentFolders(workspace)).toHaveLength(1)
  })
})
