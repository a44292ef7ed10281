import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { FaithfulnessRow } from '../../../eval/answers/faithfulness-rows.js'
import { chartsift, fixtureFolder } from '../../fixtures/command-line.js'
import {
  experimentFolders,
  ollamaSpec,
  valueRows,
  writeModelExperiment,
} from '../../fixtures/model-experiment.js'
import { gradesAsked, judgeSpec, startJuryServer } from './judged-experiment.js'

async function run(fields: Readonly<Record<string, string>>, judgeWindow = 4096) {
  const folder = fixtureFolder()
  const follows = (prompt: string) => /<<<BEGIN CLAIM>>>\n.*gold/.test(prompt)
  const server = await startJuryServer(
    ({ prompt }) => JSON.stringify({ explanation: 'e', grade: follows(prompt) ? 'entailed' : 'not' }),
    'It claims gold. It claims straw.',
  )
  const path = writeModelExperiment(folder, [server.url], {
    generators: `[${ollamaSpec([server.url], ', family: made-up')}]`,
    judges: `[${judgeSpec('llama3.1:8b', server.url).replace('4096', `${judgeWindow}`)}]`,
    strategies: '[none, bm25]',
    budgets: '[400]',
    measures: '[judge-faithfulness]',
    ...fields,
  })
  const options = ['--workspace', folder.workspace, '--workers', '1', '--quiet']
  return { ...(await chartsift('run', path, ...options)), server, folder, path, options }
}

it('an experiment has faithfulness from claims that a judge compares with the context that was shown', async () => {
  const { code, err, server, folder, path, options } = await run({})
  expect([code, err]).toEqual([0, ''])
  const [experiment] = experimentFolders(folder.workspace)
  const values = valueRows(experiment!).map((row) => row.split(','))
  const valuesOf = (strategy: string) =>
    values.filter((row) => row[2] === strategy && row[5] === 'judge-faithfulness').map((row) => row[6])
  // Equal answers: of their two claims gold follows from what bm25 shows, and nothing from an empty context.
  expect(valuesOf('bm25')).toEqual(Array.from({ length: 7 }, () => '0.5'))
  expect(valuesOf('none')).toEqual(Array.from({ length: 7 }, () => '0'))
  // Two claims for each context of bm25; without a context no judge is asked.
  const asked = gradesAsked(server)
  expect(asked).toHaveLength(7 * 2)
  for (const { body } of asked) expect(JSON.stringify(body)).not.toMatch(/bm25|\b400\b/)

  const { faithfulness } = JSON.parse(readFileSync(join(experiment!, 'report', 'summary.json'), 'utf8')) as {
    readonly faithfulness: readonly FaithfulnessRow[]
  }
  const ofJury = (strategy: string) => faithfulness.find((row) => row.strategy === strategy)!.jury
  expect(ofJury('bm25')).toMatchObject({
    answers: 7,
    claims: 14,
    perClaim: { mean: 0.5 },
    perAnswer: { mean: 1 },
  })
  expect(ofJury('none')).toMatchObject({ answers: 7, claims: 14, perClaim: { mean: 1 } })

  // What is graded is not asked again.
  expect((await chartsift('run', path, ...options)).code).toBe(0)
  expect(gradesAsked(server)).toHaveLength(7 * 2)
})

it('refuses contexts that cannot fit a judge’s window before anything is sent', async () => {
  const { code, err, server } = await run({ strategies: '[bm25]', budgets: '[900]' }, 1024)
  expect(code).toBe(2)
  expect(err).toMatch(/instruction, context, a claim\) with 96 answer tokens takes \d+ tokens or more/)
  expect(gradesAsked(server)).toEqual([])
})
