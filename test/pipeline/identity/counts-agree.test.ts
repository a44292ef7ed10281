import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chartsift, temporaryFolder } from '../../fixtures/command-line.js'

describe('the counts of a synthetic cohort', () => {
  it('are the same for synth, the README of the cohort and index, none of whose instructions is unusable', async () => {
    const folder = temporaryFolder()
    const cohort = join(folder, 'cohort')
    const synth = await chartsift('synth', '--patients', '1', '--seed', '3', '--out', cohort, '--json')
    const made = JSON.parse(synth.out) as Record<string, number>
    const index = await chartsift(
      'index',
      cohort,
      '--workspace',
      join(folder, 'ws'),
      '--workers',
      '1',
      '--json',
      '--quiet',
    )
    const { patients, notes, events, demographics, instructions } = JSON.parse(index.out) as Record<
      string,
      number
    >
    expect({ patients, notes, events: events! - demographics!, instructions }).toEqual(made)
    const readme = readFileSync(join(cohort, 'README.md'), 'utf8').replaceAll(/\s+/g, ' ')
    expect(readme).toContain(
      `${made['notes']} notes, ${made['events']} events, ${made['instructions']} instructions`,
    )
    expect([synth.code, index.code, index.err]).toEqual([0, 0, ''])
  })
})
