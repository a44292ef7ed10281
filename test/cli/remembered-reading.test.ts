import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { chartsift, fixtureFolder } from '../fixtures/command-line.js'

const NOTE = 'cohort: using --ehrs records --asof optional, as when it was indexed last\n'

it('--ehrs and --asof of index hold for later commands, which say so, unless they are given', async () => {
  const { cohort, embedder, workspace } = fixtureFolder()
  renameSync(join(cohort, 'ehrs'), join(cohort, 'records'))
  const asOf = join(cohort, 'asof.tsv')
  writeFileSync(asOf, readFileSync(asOf, 'utf8').replace(/^503\t.*\n/m, ''))
  const common = ['--workspace', workspace, '--workers', '1']
  const index = (...more: string[]) => chartsift('index', cohort, '--embedder', embedder, ...common, ...more)
  const select = (...more: string[]) =>
    chartsift('select', cohort, '--strategies', 'recent', '--budgets', '40', ...common, ...more)
  // Without the option the records are not found.
  expect((await select()).code).toBe(2)
  expect((await index('--ehrs', 'records', '--asof', 'optional')).code).toBe(0)
  const { code, err, out } = await select()
  expect([code, out.trimEnd().split('\n').length]).toEqual([0, 7])
  expect(err).toContain(NOTE)
  expect((await index()).err).toContain(NOTE)
  const inspect = ['inspect', cohort, '--instruction', '503', '--strategy', 'recent', '--budget', '40']
  expect((await chartsift(...inspect, ...common)).code).toBe(0)
  // What is given counts, once.
  const required = await select('--asof', 'required')
  expect([required.code, required.err]).toEqual([1, expect.stringContaining('failed: instruction 503')])
  expect((await select()).err).toContain(NOTE)
  // An index of the records where they usually are is read as usual again.
  renameSync(join(cohort, 'records'), join(cohort, 'ehrs'))
  expect((await index('--ehrs', 'ehrs', '--asof', 'required')).err).not.toContain('--asof optional')
  expect((await select()).err).toContain('cohort: using --ehrs ehrs, as when it was indexed last\n')
})

it('nothing is kept of a corpus that is read as usual', async () => {
  const { cohort, embedder, workspace } = fixtureFolder()
  const index = ['index', cohort, '--embedder', embedder, '--workspace', workspace, '--workers', '1']
  expect((await chartsift(...index)).code).toBe(0)
  expect(existsSync(join(workspace, 'readings.json'))).toBe(false)
})
