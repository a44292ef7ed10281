import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeSyntheticCohort } from '../../../synthetic/write/write-cohort.js'
import { chartsiftProcess } from '../../fixtures/cli-process.js'
import { temporaryFolder } from '../../fixtures/command-line.js'
import { experimentFolders } from '../../fixtures/model-experiment.js'

describe('an experiment with a list of indexes that was stopped', () => {
  it('resumes after Ctrl-C in the second index, to the same report', { timeout: 120_000 }, async () => {
    const folder = temporaryFolder()
    const corpus = join(folder, 'cohort')
    await writeSyntheticCohort({ patients: 3, instructions: 4, seed: 3, out: corpus })
    const path = join(folder, 'e.yaml')
    writeFileSync(
      path,
      `name: e\ncorpus: ${corpus}\nindex: [{chunk: tokens}, {chunk: sentence}]\nstrategies: [recent, hybrid]\nbudgets: [200, 800]\n`,
    )
    const run = (workspace: string, at?: string) =>
      chartsiftProcess(
        ['run', path, '--workspace', join(folder, workspace), '--workers', '1'],
        at === undefined ? undefined : { at, afterMs: 5, signal: 'SIGINT' },
      )
    expect((await run('undisturbed')).code).toBe(0)
    expect((await run('stopped', 'building another index')).code).toBe(130)
    expect((await run('stopped', 'select on sentence: ')).code).toBe(130)
    const { code, err } = await run('stopped')
    expect(code).toBe(0)
    expect(err).not.toContain('select on tokens-128')
    expect(err).toContain('select on sentence: ')
    const [whole, again] = ['undisturbed', 'stopped'].map((name) => {
      const [experiment] = experimentFolders(join(folder, name))
      return readFileSync(join(experiment!, 'report', 'summary.json'), 'utf8')
    })
    expect(again).toBe(whole)
  })
})
