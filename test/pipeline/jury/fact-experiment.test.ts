import { expect, it } from 'vitest'
import { chartsift, fixtureFolder } from '../../fixtures/command-line.js'
import {
  experimentFolders,
  ollamaSpec,
  valueRows,
  writeModelExperiment,
} from '../../fixtures/model-experiment.js'
import { gradesAsked, judgeSpec, startJuryServer } from './judged-experiment.js'

it('an experiment has fact precision and recall from claims that a judge is asked for one by one', async () => {
  const folder = fixtureFolder()
  const follows = (prompt: string) => /<<<BEGIN CLAIM>>>\n.*(?:gold|stick)/.test(prompt)
  const server = await startJuryServer(
    ({ prompt }) => JSON.stringify({ explanation: 'e', grade: follows(prompt) ? 'entailed' : 'not' }),
    'It claims gold. It claims straw.',
  )
  const path = writeModelExperiment(folder, [server.url], {
    generators: `[${ollamaSpec([server.url], ', family: made-up')}]`,
    judges: `[${judgeSpec('llama3.1:8b', server.url)}]`,
    strategies: '[bm25]',
    budgets: '[400]',
    measures: '[fact-precision, fact-recall]',
  })
  const { code, err } = await chartsift(
    'run',
    path,
    '--workspace',
    folder.workspace,
    '--workers',
    '1',
    '--quiet',
  )
  expect([code, err]).toEqual([0, ''])
  const rows = valueRows(experimentFolders(folder.workspace)[0]!).map((row) => row.split(','))
  const valuesOf = (measure: string) =>
    rows.filter((row) => row[5] === measure).map((row) => [row[0], row[6]])
  // Of the two claims 'gold' follows. Of the references only that of 504 holds a stick.
  expect(valuesOf('fact-precision')).toEqual(
    ['501', '502', '503', '504', '505', '506', '507'].map((id) => [id, '0.5']),
  )
  expect(valuesOf('fact-recall')).toEqual(
    ['501', '502', '503', '504', '505', '506', '507'].map((id) => [id, id === '504' ? '1' : '0']),
  )
  // Two claims of each answer; one of each reference, of which 501 has two.
  expect(gradesAsked(server)).toHaveLength(7 * 2 + 8)
})
