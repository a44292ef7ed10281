import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { ResultsStore } from '../../pipeline/results/results-store.js'
import { Workspace } from '../../pipeline/workspace/workspace.js'
import { chartsift } from '../fixtures/command-line.js'
import { experimentFolders } from '../fixtures/model-experiment.js'
import { type RunPlace, ranExperiment } from '../fixtures/stored-experiment.js'

const FIELDS = `strategies: [recent, bm25]
budgets: [40]
measures: [evidence-recall]`
const BUSY = /another chartsift process is using the workspace/

/** The commands that read: what is given to them, and a part of what they print. */
function readers({ path, cohort, embedder, folder }: RunPlace): [string[], string][] {
  const index = ['--chunk', 'tokens', '--embedder', embedder]
  return [
    [['export', path, '--format', 'csv'], 'evidence-recall'],
    [['report', path, '--out', join(folder, 'out')], 'evidence-recall (generator extractive)'],
    [['score', path, '--measures', 'chrf', '--out', join(folder, 'out')], 'chrf (generator extractive)'],
    [['run', path, '--dry-run'], '2 strategies x 1 budget: '],
    [['inspect', cohort, '--instruction', '502', '--strategy', 'bm25', '--budget', '60', ...index], 'bm25'],
    [['select', cohort, '--strategies', 'recent', '--budgets', '40', ...index], '"strategy":"recent"'],
  ]
}

/** Runs every one of them, and expects that it does its work. */
async function expectReadable(place: RunPlace): Promise<void> {
  for (const [argv, part] of readers(place)) {
    const { code, out, err } = await chartsift(...argv, ...place.common)
    expect({ command: argv[0], code, err }).toEqual({ command: argv[0], code: 0, err: '' })
    expect(out).toContain(part)
  }
}

async function indexedExperiment(): Promise<RunPlace> {
  const place = await ranExperiment(FIELDS)
  const argv = ['index', place.cohort, '--chunk', 'tokens', '--embedder', place.embedder]
  expect((await chartsift(...argv, ...place.common)).code).toBe(0)
  return place
}

describe('reading a workspace', () => {
  it('works while another process writes, and leaves nothing behind but counts', async () => {
    const place = await indexedExperiment()
    const [experiment] = experimentFolders(place.workspace)
    const writer = new Workspace(place.workspace)
    writer.lock()
    const store = ResultsStore.open(join(experiment!, 'results.db'))
    onTestFinished(() => {
      store.close()
      writer.unlock()
    })
    const before = files(place.workspace)
    await expectReadable(place)
    expect(
      files(place.workspace).filter(
        (name) => !before.includes(name) && !/counts-|written-outside/.test(name),
      ),
    ).toEqual([])
    // The writer has noticed nothing of it.
    store.together(() => store.responses.put({ ...store.responses.get(CELL, keyOf(store))! }))
  })

  it('is refused if an index has to be built first, with the reason', async () => {
    const place = await indexedExperiment()
    const writer = new Workspace(place.workspace)
    writer.lock()
    onTestFinished(() => writer.unlock())
    const record = join(place.cohort, 'ehrs', '9001.xml')
    writeFileSync(record, readFileSync(record, 'utf8').replace('</', ' </'))
    const select = ['select', place.cohort, '--strategies', 'recent', '--budgets', '40']
    const { code, err } = await chartsift(...select, ...place.common)
    expect([code, err]).toEqual([2, expect.stringMatching(/the index of patient 9001 must be built first/)])
    expect(err).toMatch(BUSY)
    // What writes is refused as before.
    expect((await chartsift('run', place.path, ...place.common)).err).toMatch(BUSY)
  })

  it('works on a read-only disk, and says what cannot be written there', async (context) => {
    const place = await indexedExperiment()
    if (!mountReadOnly(place.workspace)) context.skip('needs root and a mount that can be made read-only')
    await expectReadable(place)
    const { code, err } = await chartsift('report', place.path, ...place.common)
    expect([code, err]).toEqual([
      2,
      expect.stringMatching(
        /cannot write the report to .*: the disk is read-only; choose another folder with --out/,
      ),
    ])
    expect(await chartsift('run', place.path, ...place.common)).toMatchObject({ code: 2 })
  })

  it('reads results that still have the header of a log on a read-only disk', async (context) => {
    const place = await indexedExperiment()
    const path = join(experimentFolders(place.workspace)[0]!, 'results.db')
    const db = new Database(path)
    db.pragma('journal_mode = WAL')
    db.close()
    expect([...readFileSync(path).subarray(18, 20)]).toEqual([2, 2])
    rmSync(`${path}-wal`, { force: true })
    rmSync(`${path}-shm`, { force: true })
    if (!mountReadOnly(place.workspace)) context.skip('needs root and a mount that can be made read-only')
    const { code, out } = await chartsift('export', place.path, '--format', 'csv', ...place.common)
    expect([code, out]).toEqual([0, expect.stringContaining('evidence-recall')])
  })
})

const CELL = { instructionId: '502', strategy: 'bm25', budget: 40 }

function keyOf(store: ResultsStore): string {
  return store.generators.last('extractive')[0]!.key
}

function files(folder: string): string[] {
  return readdirSync(folder, { recursive: true }).map(String).sort()
}

/** Puts a read-only view of the folder in its place until the test ends. False if this system does not let us. */
function mountReadOnly(folder: string): boolean {
  try {
    execFileSync('mount', ['--bind', folder, folder], { stdio: 'ignore' })
  } catch {
    return false
  }
  // Before the folder is deleted: hooks run last to first.
  onTestFinished(() => {
    execFileSync('umount', [folder], { stdio: 'ignore' })
  })
  try {
    execFileSync('mount', ['-o', 'remount,ro,bind', folder], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
