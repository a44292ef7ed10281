import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeSyntheticCohort } from '../../synthetic/write/write-cohort.js'
import { chartsiftProcess as chartsift } from '../fixtures/cli-process.js'
import { temporaryFolder } from '../fixtures/command-line.js'

function filesBelow(folder: string): Map<string, Buffer> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    statSync(join(folder, file)).isFile(),
  )
  return new Map(files.sort().map((file) => [file, readFileSync(join(folder, file))]))
}

async function cohort(folder: string): Promise<string> {
  const out = join(folder, 'cohort')
  await writeSyntheticCohort({ patients: 4, seed: 3, out })
  return out
}

describe('a stopped command', () => {
  it('leaves an index that kill -9 at any moment cannot spoil: the same bytes in the end', {
    timeout: 120_000,
  }, async () => {
    const folder = temporaryFolder()
    const corpus = await cohort(folder)
    const index = (workspace: string, afterMs?: number) =>
      chartsift(
        ['index', corpus, '--workspace', join(folder, workspace), '--workers', '1'],
        afterMs === undefined ? undefined : { at: 'index: 4 to do', afterMs, signal: 'SIGKILL' },
      )
    expect((await index('undisturbed')).code).toBe(0)
    let killed = 0
    for (const afterMs of [30, 250, 600, 1000]) {
      if ((await index('disturbed', afterMs)).signal === 'SIGKILL') killed++
    }
    expect(killed).toBeGreaterThan(1)
    expect((await index('disturbed')).code).toBe(0)
    const [whole, again] = ['undisturbed', 'disturbed'].map((name) =>
      filesBelow(join(folder, name, 'corpora')),
    )
    expect([...again!.keys()]).toEqual([...whole!.keys()])
    for (const [file, bytes] of whole!) expect(again!.get(file)!.equals(bytes), file).toBe(true)
  })

  it('says so on Ctrl-C, and goes on from there to the same report', { timeout: 120_000 }, async () => {
    const folder = temporaryFolder()
    const corpus = await cohort(folder)
    const path = join(folder, 'e.yaml')
    writeFileSync(
      path,
      `name: e\ncorpus: ${corpus}\nstrategies: [recent, bm25, hybrid]\nbudgets: [200, 800]\n`,
    )
    const run = (workspace: string, at?: string) =>
      chartsift(
        ['run', path, '--workspace', join(folder, workspace), '--workers', '1'],
        at === undefined ? undefined : { at, afterMs: 5, signal: 'SIGINT' },
      )
    expect((await run('undisturbed')).code).toBe(0)
    for (const at of ['index: 4 to do', 'select: ', 'generate (extractive): ']) {
      const stopped = await run('disturbed', at)
      expect(stopped.err, at).toContain('stopped; run the same command again to resume')
      expect(stopped.code, at).toBe(130)
    }
    expect((await run('disturbed')).code).toBe(0)
    const reports = ['undisturbed', 'disturbed'].map((name) => {
      const experiments = join(folder, name, 'experiments')
      return filesBelow(join(experiments, readdirSync(experiments)[0]!, 'report'))
    })
    expect(reports[1]).toEqual(reports[0])
    rmSync(path)
  })
})
