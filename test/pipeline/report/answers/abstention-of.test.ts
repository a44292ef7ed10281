import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Abstention } from '../../../../eval/report/answers/abstention-section.js'
import { chartsift, fixtureFolder } from '../../../fixtures/command-line.js'
import { writeExperiment } from '../../../fixtures/stored-experiment.js'

it('knows what is declared in the table and what has only later evidence, and counts abstentions of each arm', async () => {
  const place = fixtureFolder()
  const table = join(place.cohort, 'clinician-instruction-responses.tsv')
  const [head, ...lines] = readFileSync(table, 'utf8').trimEnd().split('\n')
  const declared = lines.map((line) =>
    line.startsWith('503\t') ? `${line}\tyes` : `${line}\t${line.startsWith('504\t') ? 'perhaps' : ''}`,
  )
  writeFileSync(table, `${[`${head}\tunanswerable`, ...declared].join('\n')}\n`)
  const asOf = join(place.cohort, 'asof.tsv')
  writeFileSync(asOf, readFileSync(asOf, 'utf8').replace(/^505\t.*$/m, '505\t1990-01-01 00:00:00'))
  const path = writeExperiment(
    place,
    'abstention',
    'strategies: [none, oracle]\nbudgets: [600]\nmeasures: [right-abstention, wrong-abstention]',
  )
  const { code, out, err } = await chartsift('run', path, '--workspace', place.workspace, '--workers', '1')
  expect(code, err).toBe(0)
  expect(`${out}${err}`).not.toContain('perhaps')

  const [folder] = readdirSync(join(place.workspace, 'experiments'))
  const report = join(place.workspace, 'experiments', folder!, 'report')
  const { abstention } = JSON.parse(readFileSync(join(report, 'summary.json'), 'utf8')) as {
    readonly abstention: Abstention
  }
  expect(abstention).toMatchObject({
    unanswerable: { declared: 1, 'all evidence is after the as-of time': 1 },
    answerable: 5,
    unknown: 0,
  })
  // Without a context the extractive generator always says that the record does not tell.
  const [none] = abstention.rows
  expect(none).toMatchObject({ strategy: 'none', answers: 7, abstained: 7 })
  expect([none!.right.mean, none!.wrong.mean]).toEqual([1, 1])
  const values = readFileSync(join(report, 'values.csv'), 'utf8')
  expect(values).toContain('503,9001,none,600,extractive,right-abstention,1,')
  expect(values).toContain('503,9001,none,600,extractive,wrong-abstention,,the instruction is unanswerable')
  expect(readFileSync(join(report, 'report.html'), 'utf8')).toContain('<h2 id="abstention-title">')
})
