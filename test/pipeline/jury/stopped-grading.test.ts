import { expect, it } from 'vitest'
import { chartsift, fixtureFolder } from '../../fixtures/command-line.js'
import { experimentFolders, query, valueRows, writeModelExperiment } from '../../fixtures/model-experiment.js'
import { graded, gradesAsked, judgeSpec, startJuryServer } from './judged-experiment.js'

const UNTIL_STOPPED = 3

it('continues with the missing grades if a judge was replaced in between', async () => {
  const folder = fixtureFolder()
  let given = 0
  let isPulledAgain = false
  const server = await startJuryServer(
    ({ prompt }) => {
      given++
      if (given === UNTIL_STOPPED) isPulledAgain = true
      return graded(4, prompt)
    },
    '',
    ({ path }) => (isPulledAgain && path === '/api/tags' ? 'other-digest' : null),
  )
  const path = writeModelExperiment(folder, [], {
    generators: '[extractive]',
    judges: `[${judgeSpec('llama3.1:8b', server.url, ', parallel: 1')}]`,
    strategies: '[bm25]',
    budgets: '[400]',
    measures: '[judge-accuracy]',
  })
  const common = ['--workspace', folder.workspace, '--workers', '1', '--quiet']
  const stopped = await chartsift('run', path, ...common)
  expect([stopped.code, stopped.err]).toEqual([
    2,
    expect.stringMatching(
      /^chartsift: the model was replaced during the run: .* as llama3\.1:8b, .*finished work is kept/,
    ),
  ])
  const [experiment] = experimentFolders(folder.workspace)
  const kept = query(experiment!, 'SELECT grade FROM grades').length
  expect(kept).toBe(UNTIL_STOPPED)
  isPulledAgain = false
  const before = gradesAsked(server).length
  const { code } = await chartsift('run', path, ...common)
  expect([code, gradesAsked(server).length - before]).toEqual([0, 7 - UNTIL_STOPPED])
  const accuracy = valueRows(experiment!).map((row) => row.split(',').slice(6).join(','))
  expect(accuracy).toEqual(['4,', '4,', '4,', '4,', '4,', '4,', '4,'])
})
