import { describe, expect, it } from 'vitest'
import type { CostRow } from '../../../eval/report/execution/execution-facts.js'
import { chartsift, fixtureFolder } from '../../fixtures/command-line.js'
import {
  ANSWER_TOKENS,
  experimentFolders,
  instructionIn,
  ollamaSpec,
  reading,
  startServer,
  summaryOf,
  writeModelExperiment,
} from '../../fixtures/model-experiment.js'
import type { Served, StandIn } from '../../stand-in/stand-in.js'

/** Says what strategies, judges and prompts for answers want to hear. */
const helpful = reading(({ messages, body }) => {
  const prompt = messages.at(-1)?.content ?? ''
  const scores = /with (\d+) numbers from 0 to 10/.exec(prompt)
  if (scores !== null) return JSON.stringify({ scores: Array(Number(scores[1])).fill(7) })
  if (body.format !== undefined) return JSON.stringify({ explanation: 'as said', grade: 'correct' })
  if (prompt.trimEnd().endsWith('Notes:')) return 'Noted a finding [1].'
  return `On ${instructionIn(prompt)} [1]`
})

function served(servers: readonly StandIn[]): Served {
  const sum = (field: keyof Served) => servers.reduce((all, server) => all + server.served[field], 0)
  return { calls: sum('calls'), promptTokens: sum('promptTokens'), answerTokens: sum('answerTokens') }
}

function reported(rows: readonly CostRow[]): Served {
  const sum = (field: keyof Served) => rows.reduce((all, row) => all + row[field], 0)
  return { calls: sum('calls'), promptTokens: sum('promptTokens'), answerTokens: sum('answerTokens') }
}

const costOf = (experiment: string): CostRow[] => summaryOf(experiment).execution.cost

describe('the costs of an experiment', { timeout: 60_000 }, () => {
  it("are the servers' own, over answers, strategies, judges and trials, failed calls and later runs", async () => {
    const place = fixtureFolder()
    let isSick = true
    const server = await startServer({
      answer: helpful,
      // Each of these ends a call in another way: with and without counts, for good or for now.
      misbehave: ({ path, body, number }) => {
        if (!isSick || path !== '/api/chat' || body.options.num_predict !== ANSWER_TOKENS) return null
        return ([null, 'length', 'empty-answer', 'off-by-one', 'error-503', 'not-done'] as const)[number % 6]!
      },
    })
    const judge = await startServer({ answer: helpful })
    const path = writeModelExperiment(place, [server.url], {
      strategies: '[recent, hyde, rerank-llm, refine]',
      budgets: '[150]',
      generators: `[${ollamaSpec([server.url], ', family: own, sentinel: false')}]`,
      judges: `[{ollama: tiny, family: other, host: "${judge.url}", window: 4096, sentinel: false}]`,
      measures: '[token-f1, judge-correct]',
    })
    const common = ['--workspace', place.workspace, '--workers', '1', '--quiet']
    expect((await chartsift('run', path, ...common)).code).toBe(1)
    const [experiment] = experimentFolders(place.workspace)
    const first = costOf(experiment!)
    expect(reported(first)).toEqual(served([server, judge]))
    const answers = first.filter(({ generator }) => generator === 'ollama:tiny')
    expect(answers[0]!.failed).toBeGreaterThan(4)
    expect(answers[0]!.retries).toBeGreaterThan(0)
    expect(answers[0]!.seconds).toBeGreaterThan(0)
    expect(first.map(({ generator }) => generator)).toEqual([
      'ollama:tiny for hyde',
      'ollama:tiny for refine',
      'ollama:tiny for rerank-llm',
      'ollama:tiny',
      'judge ollama:tiny',
      'judge ollama:tiny, tried before use',
      'ollama:tiny, tried before use',
    ])
    // What failed is asked again: the calls that failed have still been made.
    isSick = false
    expect((await chartsift('run', path, ...common, '--resume')).code).toBe(0)
    expect(reported(costOf(experiment!))).toEqual(served([server, judge]))
    expect(costOf(experiment!)[3]!.calls).toBeGreaterThan(answers[0]!.calls)
    // With nothing to ask nothing is added, trials neither.
    const before = costOf(experiment!)
    expect((await chartsift('run', path, ...common)).code).toBe(0)
    expect(costOf(experiment!)).toEqual(before)
  })

  it('are none of what the cache had, and show it', async () => {
    const place = fixtureFolder()
    const server = await startServer({ answer: helpful })
    const fields = { strategies: '[recent, hyde]', generators: `[${ollamaSpec([server.url])}]` }
    const common = ['--workspace', place.workspace, '--workers', '1', '--quiet']
    await chartsift('run', writeModelExperiment(place, [server.url], fields), ...common)
    const path = writeModelExperiment(place, [server.url], { ...fields, name: 'other' })
    const { out } = await chartsift('run', path, ...common)
    const rows = costOf(experimentFolders(place.workspace)[1]!)
    const asked = rows.filter(({ generator }) => !generator.includes('tried'))
    // 7 instructions, once for both budgets; 7 x 2 strategies x 2 budgets.
    expect(asked.map(({ generator, calls, cached }) => [generator, calls, cached])).toEqual([
      ['ollama:tiny for hyde', 0, 7],
      ['ollama:tiny', 0, 28],
    ])
    expect(reported(asked)).toEqual({ calls: 0, promptTokens: 0, answerTokens: 0 })
    expect(asked.every(({ seconds, waitSeconds }) => seconds === 0 && waitSeconds === 0)).toBe(true)
    expect(out).toMatch(/from cache/)
  })
})
