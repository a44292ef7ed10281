import { join } from 'node:path'
import { expect, it } from 'vitest'
import { chartsift, fixtureFolder } from '../fixtures/command-line.js'
import { writeExperiment } from '../fixtures/stored-experiment.js'

const FIELDS = `strategies: [recent, hybrid]
budgets: [100]
measures: [evidence-recall, token-f1]`
const CAUTION = /the synthetic cohort of seed 7/g

it('says below the tables, and in every exported caption, that a strategy was tuned on this cohort', async () => {
  const place = fixtureFolder()
  const cohort = join(place.folder, 'synthetic')
  await chartsift('synth', '--patients', '2', '--seed', '7', '--out', cohort)
  const path = writeExperiment({ ...place, cohort }, 'tuned', FIELDS)
  const common = ['--workspace', place.workspace, '--workers', '1', '--quiet']
  const cautions = async (...argv: string[]) => {
    const { code, out } = await chartsift(...argv, ...common)
    expect(code).toBe(0)
    return out.replaceAll(/\s+/g, ' ').match(CAUTION)?.length ?? 0
  }
  expect(await cautions('run', path)).toBe(1)
  expect(await cautions('report', path)).toBe(1)
  // Two tables each.
  expect(await cautions('export', path, '--format', 'markdown')).toBe(2)
  expect(await cautions('export', path, '--format', 'latex')).toBe(2)
  expect(await cautions('export', path, '--format', 'csv')).toBe(0)
  expect(await cautions('export', path, '--format', 'jsonl')).toBe(0)
})
