import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Stratum } from '../../../../eval/compare/strata.js'
import { chartsift, fixtureFolder } from '../../../fixtures/command-line.js'
import { writeExperiment } from '../../../fixtures/stored-experiment.js'

const FIELDS = 'strategies: [none, oracle]\nbudgets: [600]\nmeasures: [error-severity]'

async function run(labels: readonly (readonly string[])[], fields = FIELDS) {
  const place = fixtureFolder()
  const table = join(place.folder, 'labels.tsv')
  writeFileSync(table, `${labels.map((row) => row.join('\t')).join('\n')}\n`)
  const path = writeExperiment(place, 'severity', `labels: ${table}\n${fields}`)
  const done = await chartsift('run', path, '--workspace', place.workspace, '--workers', '1')
  const report = () => {
    const [folder] = readdirSync(join(place.workspace, 'experiments'))
    const read = (name: string) =>
      readFileSync(join(place.workspace, 'experiments', folder!, 'report', name), 'utf8')
    const { strata, provenance } = JSON.parse(read('summary.json')) as {
      readonly strata: readonly Stratum[]
      readonly provenance: { readonly warnings: readonly string[] }
    }
    return { values: read('values.csv'), strata, warnings: provenance.warnings }
  }
  return { ...done, report }
}

const HEAD = ['instruction_id', 'strategy', 'response', 'severity']
const NOT_TOLD = 'The record does not tell.'

it('weighs the errors that people labeled without judges, divides by them, and counts labels that match nothing', async () => {
  const {
    code,
    err,
    report: written,
  } = await run([
    HEAD,
    ['501', 'none', '', 'Harmful'],
    ['502', 'none', NOT_TOLD, 'none'],
    // Two people about one answer: (1 + 5) / 2.
    ['503', 'none', NOT_TOLD, 'minor'],
    ['503', 'none', NOT_TOLD, 'significant'],
    ['504', 'none', NOT_TOLD, 'terrible'],
    ['505', 'gpt', 'An answer that nobody gave.', 'harmful'],
    ['999', 'none', '', 'minor'],
  ])
  expect(code, err).toBe(0)
  const report = written()
  const weightOf = (id: string) =>
    new RegExp(`^${id},\\d+,none,600,extractive,error-severity,([^,]*),`, 'm').exec(report.values)?.[1]
  expect(['501', '502', '503', '504'].map(weightOf)).toEqual(['25', '0', '3', ''])
  expect(report.values).toContain('504,9001,none,600,extractive,error-severity,,not labeled')
  const levels = report.strata.filter(({ trait }) => trait === 'worst labeled error')
  expect(levels.map(({ level, instructions }) => [level, instructions])).toEqual([
    ['none', 1],
    ['significant', 1],
    ['harmful', 2],
  ])
  expect(report.warnings.filter((text) => text.includes('labels.tsv'))).toHaveLength(1)
  const [sentence] = report.warnings.filter((text) => text.includes('labels.tsv'))
  for (const part of [
    '1: error severity other than none, minor, significant or harmful',
    '1: instruction that is not in the corpus',
    '1: severity of a response that no strategy gave',
  ])
    expect(sentence).toContain(part)
  expect(sentence).not.toContain('nobody gave')
  // Each row counts once: 504, 505 and 999 of seven.
  expect(sentence).toMatch(/^3 of 7 labels in labels\.tsv /)
  expect(err).toContain(`warning: ${sentence!.slice(0, -1)}\n`)
})

it('refuses labels of another corpus before it does anything', async () => {
  const { code, err } = await run([HEAD, ['999', 'none', '', 'minor'], ['998', 'none', '', 'minor']])
  expect(code).toBe(2)
  expect(err).toContain(
    'labels.tsv: expected labels of instructions of this corpus, but none of the 2 rows names one (the first is at labels.tsv:2)',
  )
})

it('refuses a table without a label that can be read, and a measure without a table', async () => {
  const unread = await run([HEAD, ['501', 'none', '', 'awful']])
  expect(unread.code).toBe(2)
  expect(unread.err).toContain('expected rows with an instruction, a name and a label, found none')
  const place = fixtureFolder()
  const path = writeExperiment(place, 'unlabelled', FIELDS)
  const { code, err } = await chartsift('run', path, '--workspace', place.workspace)
  expect(code).toBe(2)
  expect(err).toContain("'error-severity' needs 'labels', a table of people's labels; found none")
})
