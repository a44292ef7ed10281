import { describe, expect, it } from 'vitest'
import type { CostRow } from '../../../eval/report/execution/execution-facts.js'
import { chartsift, fixtureFolder } from '../../fixtures/command-line.js'
import {
  ANSWER_TOKENS,
  answersAsked,
  distinctPrompts,
  experimentFolders,
  instructionIn,
  ollamaSpec,
  query,
  reading,
  startServer,
  summaryOf,
  valueRows,
  writeModelExperiment,
} from '../../fixtures/model-experiment.js'

/** 7 instructions, 2 strategies, 2 budgets. */
const CELLS = 7 * 2 * 2

async function place() {
  const folder = fixtureFolder()
  const servers = [await startServer(), await startServer()]
  const common = ['--workspace', folder.workspace, '--workers', '1', '--quiet']
  return { ...folder, servers, urls: servers.map(({ url }) => url), common }
}

describe('an experiment with a model', () => {
  it.each(['record-first', 'structured'])(
    'answers every cell of a %s prompt on two servers',
    async (prompt) => {
      const { servers, urls, common, workspace, ...folder } = await place()
      const { code, out, err } = await chartsift(
        'run',
        writeModelExperiment(folder, urls, { prompt }),
        ...common,
      )
      expect([code, err]).toEqual([0, ''])
      const [experiment] = experimentFolders(workspace)
      const responses = query(experiment!, 'SELECT * FROM responses')
      // One of each generator.
      expect(responses).toHaveLength(CELLS * 2)
      for (const { text, reason } of responses) expect((text === null) !== (reason === null)).toBe(true)
      const own = responses.filter(({ model }) => model === 'tiny')
      expect(own).toHaveLength(CELLS)
      for (const { text } of own) expect(text).toMatch(/^You ask: .*\?$/)
      // Two measures.
      expect(valueRows(experiment!)).toHaveLength(CELLS * 2 * 2)
      const asked = distinctPrompts(experiment!)
      expect(answersAsked(...servers)).toHaveLength(asked)
      const { provenance, execution } = summaryOf(experiment!)
      expect(provenance.counter).toBe('tiny')
      expect(provenance.warnings.join()).not.toMatch(/counted with|estimates/)
      // Prompt tokens as the servers counted them, and nothing asked twice.
      const rows: CostRow[] = execution.cost
      const answers = rows.filter(({ generator }) => generator === 'ollama:tiny')
      const sums = (field: 'calls' | 'retries' | 'failed' | 'cached' | 'promptTokens') =>
        answers.reduce((sum, row) => sum + row[field], 0)
      expect(answers.map(({ server }) => server)).toEqual([...urls].sort())
      expect([sums('calls'), sums('retries'), sums('failed')]).toEqual([asked, 0, 0])
      // From the cache: nothing.
      expect(sums('cached')).toBe(CELLS - asked)
      const paid = own.filter(({ cost }) => !JSON.parse(cost).isCached)
      expect(sums('promptTokens')).toBe(paid.reduce((sum, { prompt_tokens }) => sum + prompt_tokens, 0))
      expect(out).toMatch(/\ncost\n/)
      for (const url of urls) expect(out).toContain(url)
    },
  )

  it('asks nothing again, until it is told to', async () => {
    const { servers, urls, common, workspace, ...folder } = await place()
    const path = writeModelExperiment(folder, urls)
    const first = await chartsift('run', path, ...common)
    const again = await chartsift('run', path, ...common)
    expect(again).toEqual(first)
    const asked = distinctPrompts(experimentFolders(workspace)[0]!)
    expect(answersAsked(...servers)).toHaveLength(asked)
    expect((await chartsift('run', path, ...common, '--fresh')).code).toBe(0)
    // Anew, equal prompts of two cells as well.
    expect(answersAsked(...servers)).toHaveLength(asked + CELLS)
    for (const server of servers) await server.close()
    // Servers are gone, and nothing is asked of them.
    const report = await chartsift('report', path, ...common)
    expect([report.code, report.err]).toEqual([0, ''])
    const gone = await chartsift('run', path, ...common)
    expect([gone.code, gone.err]).toEqual([2, expect.stringContaining('expected an Ollama server at')])
    expect(experimentFolders(workspace)).toHaveLength(1)
  })

  it('has no report before it has run, and says so', async () => {
    const { urls, common, ...folder } = await place()
    const { code, err } = await chartsift('report', writeModelExperiment(folder, urls), ...common)
    expect([code, err]).toEqual([2, expect.stringContaining("has no stored results: run 'chartsift run")])
  })

  it('takes answers to equal prompts from the cache of another experiment', async () => {
    const { servers, urls, common, workspace, ...folder } = await place()
    await chartsift('run', writeModelExperiment(folder, urls), ...common)
    const path = writeModelExperiment(folder, urls, { name: 'other', measures: '[rouge-l]' })
    expect((await chartsift('run', path, ...common)).code).toBe(0)
    const [, other] = experimentFolders(workspace)
    expect(answersAsked(...servers)).toHaveLength(distinctPrompts(other!))
    const rows: CostRow[] = summaryOf(other!).execution.cost
    const answers = rows.filter(({ generator }) => generator === 'ollama:tiny')
    expect(answers.reduce((sum, { cached }) => sum + cached, 0)).toBe(CELLS)
    for (const row of answers)
      expect(row).toMatchObject({ calls: 0, promptTokens: 0, answerTokens: 0, seconds: 0 })
  })

  it('continues with an added strategy, budget and measure, and omits what was removed', async () => {
    const { servers, urls, common, workspace, ...folder } = await place()
    await chartsift('run', writeModelExperiment(folder, urls), ...common)
    const more = { strategies: '[bm25, hybrid]', budgets: '[400, 200]', measures: '[rouge-l]' }
    expect((await chartsift('run', writeModelExperiment(folder, urls, more), ...common)).code).toBe(0)
    const [experiment, second] = experimentFolders(workspace)
    expect(answersAsked(...servers)).toHaveLength(distinctPrompts(experiment!))
    expect(second).toBeUndefined()
    const rows = valueRows(experiment!)
    expect(rows).toHaveLength(CELLS * 2)
    expect(rows.some((row) => row.includes(',recent,'))).toBe(false)
    const cost: CostRow[] = summaryOf(experiment!).execution.cost
    // What `recent` and the budget of 150 took is left out: they are not in the table.
    const answers = cost.filter(({ generator }) => generator === 'ollama:tiny')
    expect(answers.reduce((sum, { calls, cached }) => sum + calls + cached, 0)).toBe(CELLS)
  })
})

describe('repeats', () => {
  it('have a seed each, and their values are averaged; one that failed leaves its value out', async () => {
    const folder = fixtureFolder()
    // Seeds 7, 8 and 9: right, wrong, and empty, which fails.
    const server = await startServer({
      answer: reading(({ messages, body }) => {
        const asked = instructionIn(messages.at(-1)?.content ?? '')
        return body.options.seed === 7 && asked.includes('allergies') ? 'No known allergies.' : 'Xyzzy plugh.'
      }),
      misbehave: ({ path, body }) =>
        path === '/api/chat' && body.options.num_predict === ANSWER_TOKENS && body.options.seed === 9
          ? 'empty-answer'
          : null,
    })
    const path = writeModelExperiment(folder, [server.url], {
      generators: `[${ollamaSpec([server.url])}]`,
      strategies: '[recent]',
      budgets: '[150]',
      measures: '[token-f1]',
    })
    const common = ['--workspace', folder.workspace, '--workers', '1', '--quiet', '--repeat', '3']
    const { code, err } = await chartsift('run', path, ...common)
    // Failed items, all of one reason, told once.
    expect(code).toBe(1)
    expect(err).toMatch(/^failed: 7 responses: empty-answer: .*\n'run --resume' .*\n$/)
    const seeds = answersAsked(server).map(({ body }) => body.options.seed)
    for (const seed of [7, 8, 9]) expect(seeds.filter((one) => one === seed)).toHaveLength(7)
    const [experiment] = experimentFolders(folder.workspace)
    // Instruction 506: token-f1 is 1 of the first, 0 of the second; the third has none.
    expect(valueRows(experiment!)).toContain('506,9002,recent,150,ollama:tiny,token-f1,0.5,')
    expect(valueRows(experiment!).every((row) => /,[\d.]+,$/.test(row))).toBe(true)
    // Only what failed is asked again.
    await chartsift('run', path, ...common)
    expect(answersAsked(server)).toHaveLength(21)
    await chartsift('run', path, ...common, '--resume')
    expect(answersAsked(server)).toHaveLength(28)
  })
})

describe('a generator with absurdly many calls at a time', () => {
  it('is given no more than there are', async () => {
    const folder = fixtureFolder()
    const server = await startServer()
    const path = writeModelExperiment(folder, [server.url], {
      generators: `[${ollamaSpec([server.url], ', parallel: 10000000, sentinel: false')}]`,
      strategies: '[recent]',
      budgets: '[150]',
    })
    const { code } = await chartsift(
      'run',
      path,
      '--workspace',
      folder.workspace,
      '--workers',
      '1',
      '--quiet',
    )
    expect([code, answersAsked(server).length]).toEqual([0, 7])
  })
})
