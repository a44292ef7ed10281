import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { CostRow } from '../../../eval/report/execution/execution-facts.js'
import { readExperimentFile } from '../../../pipeline/experiment/experiment-file.js'
import { chartsift, fixtureFolder } from '../../fixtures/command-line.js'
import {
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
import { chatModel, digestOf } from '../../stand-in/model.js'

const ASKING = ['hyde', 'multi-query', 'rerank-llm', 'map-reduce', 'refine'] as const
const QUIET = ['--workers', '1', '--quiet']

/** Says what each of the strategies wants to hear. */
const helpful = reading(({ messages }) => {
  const prompt = messages.at(-1)?.content ?? ''
  const scores = /with (\d+) numbers from 0 to 10/.exec(prompt)
  if (scores !== null) return JSON.stringify({ scores: Array(Number(scores[1])).fill(7) })
  if (prompt.endsWith('Notes:\n') || prompt.endsWith('Notes:')) return 'Noted a finding [1].'
  return `On ${instructionIn(prompt)} [1]`
})

function fields(url: string, strategies: readonly string[] = ASKING) {
  return {
    strategies: `[${strategies.join(', ')}]`,
    generators: `[${ollamaSpec([url])}]`,
    measures: '[evidence-recall, utilisation, token-f1]',
  }
}

describe('an experiment with strategies that ask its model', () => {
  it('asks for each index of a list, and says what each arm cost', async () => {
    const place = fixtureFolder()
    const server = await startServer({ answer: helpful })
    const path = writeModelExperiment(place, [server.url], fields(server.url, ['hyde', 'map-reduce']))
    const index = `index: [{name: a, chunk: sentence, embedder: ${place.embedder}}, {name: b, chunk: tokens, chunkTokens: 32, overlapTokens: 4, embedder: ${place.embedder}}]`
    writeFileSync(path, readFileSync(path, 'utf8').replace(/^index: .*$/m, index))
    const { code, err } = await chartsift('run', path, '--workspace', place.workspace, ...QUIET)
    expect([code, err]).toEqual([0, ''])
    const [experiment] = experimentFolders(place.workspace)
    const { provenance, execution } = summaryOf(experiment!)
    expect(provenance.strategies).toEqual(['hyde@a', 'hyde@b', 'map-reduce@a', 'map-reduce@b'])
    const spent = (arm: string) =>
      execution.cost.find(({ generator }: CostRow) => generator === `ollama:tiny for ${arm}`) as CostRow
    // The second index gives hyde another ranking, not another question.
    expect(spent('hyde@a')).toMatchObject({ calls: 6, cached: 1 })
    expect(spent('hyde@b')).toMatchObject({ calls: 0, cached: 7 })
    expect(spent('map-reduce@b').calls).toBeGreaterThan(0)
    expect(valueRows(experiment!)).toHaveLength(7 * 4 * 2 * 3)
  })

  it('has every cell, what they cost, and no evidence measure of what a model wrote', async () => {
    const place = fixtureFolder()
    const server = await startServer({ answer: helpful })
    const path = writeModelExperiment(place, [server.url], fields(server.url))
    const common = ['--workspace', place.workspace, ...QUIET]
    const { code, err, out } = await chartsift('run', path, ...common)
    expect([code, err]).toEqual([0, ''])
    const [experiment] = experimentFolders(place.workspace)
    // 7 instructions, 5 strategies, 2 budgets, 3 measures.
    const rows = valueRows(experiment!)
    expect(rows).toHaveLength(7 * 5 * 2 * 3)
    for (const row of rows) {
      const [, , strategy, , , measure, value, reason] = row.split(',')
      const isWritten = strategy === 'map-reduce' || strategy === 'refine'
      if (isWritten && measure === 'evidence-recall')
        expect([value, reason]).toEqual(['', expect.stringMatching(/model/)])
      else expect(reason, row).toBe('')
    }
    // Each call of a strategy is told once: as many as the server was asked, by the lengths that are theirs alone.
    const cost: CostRow[] = summaryOf(experiment!).execution.cost
    const costOf = (strategy: string) =>
      cost.find(({ generator }) => generator === `ollama:tiny for ${strategy}`)!
    // 501 and 502 ask the same of one patient: the second reply is cached.
    for (const strategy of ['hyde', 'multi-query'])
      expect(costOf(strategy), strategy).toMatchObject({ calls: 6, cached: 1 })
    for (const strategy of ASKING) {
      const { calls, cached } = costOf(strategy)
      expect(calls + cached, strategy).toBeGreaterThanOrEqual(7)
      expect(out).toContain(`ollama:tiny for ${strategy}`)
    }
    const asked = (strategyTokens: number) =>
      server.requests.filter(
        ({ path, body }) => path === '/api/chat' && body.options.num_predict === strategyTokens,
      ).length
    // 501 and 502 ask the same of one patient.
    expect([asked(128), asked(192)]).toEqual([6, 6])
    // Nothing of the record in what those two ask.
    for (const { body } of server.requests.filter(({ body }) =>
      [128, 192].includes(body?.options?.num_predict),
    ))
      expect(body.messages[0].content).not.toMatch(/PATIENT RECORD|diarrhoea|210 mg/)
    const before = server.requests.filter(({ body }) => body?.options?.num_predict === 128).length
    expect(await chartsift('run', path, ...common)).toEqual({ code, err, out })
    expect(server.requests.filter(({ body }) => body?.options?.num_predict === 128)).toHaveLength(before)
    await server.close()
    expect((await chartsift('report', path, ...common)).code).toBe(0)
  })

  it('makes their contexts again for another model of the name, and keeps what was answered from equal ones', async () => {
    const place = fixtureFolder()
    const common = ['--workspace', place.workspace, ...QUIET]
    const generators: string[][] = []
    for (const digest of ['one', 'two']) {
      const models = [chatModel({ name: 'tiny:latest', digest: digestOf(digest) })]
      const server = await startServer({ models, answer: helpful })
      const path = writeModelExperiment(place, [server.url], fields(server.url, ['hyde', 'recent']))
      expect((await chartsift('run', path, ...common)).code).toBe(0)
      expect(server.requests.filter(({ body }) => body?.options?.num_predict === 128)).toHaveLength(6)
      await server.close()
      const [experiment, second] = experimentFolders(place.workspace)
      expect(second).toBeUndefined()
      const rows = query(experiment!, 'SELECT DISTINCT strategy, generator FROM responses ORDER BY strategy')
      generators.push(rows.map(({ strategy }) => strategy))
    }
    // Both models say the same to `hyde`, so its contexts are the same; what `recent` shows needs no model.
    expect(generators).toEqual([
      ['hyde', 'recent'],
      ['hyde', 'hyde', 'recent', 'recent'],
    ])
  })

  it('fails the cells of a context that its model did not help to choose, and asks again when told to', async () => {
    const place = fixtureFolder()
    let isSick = true
    const server = await startServer({
      answer: helpful,
      misbehave: ({ path, body }) =>
        isSick && path === '/api/chat' && body.options.num_predict === 128 ? 'empty-answer' : null,
    })
    const path = writeModelExperiment(place, [server.url], fields(server.url, ['hyde', 'recent']))
    const common = ['--workspace', place.workspace, ...QUIET]
    const { code, err } = await chartsift('run', path, ...common)
    expect(code).toBe(1)
    // 7 instructions, 2 budgets.
    expect(err).toMatch(/^failed: 14 responses: the strategy's model: empty-answer: .*\n'run --resume' .*\n$/)
    const [experiment] = experimentFolders(place.workspace)
    const hyde = valueRows(experiment!).filter((row) => row.includes(',hyde,'))
    expect(hyde.every((row) => row.includes(",,the strategy's model: empty-answer"))).toBe(true)
    isSick = false
    expect((await chartsift('run', path, ...common)).code).toBe(1)
    expect(await chartsift('run', path, ...common, '--resume')).toMatchObject({ code: 0, err: '' })
    expect(valueRows(experiment!).every((row) => row.endsWith(','))).toBe(true)
  })
})

describe('a strategy that asks a model', () => {
  it.each(ASKING)('%s is refused where there is none', async (name) => {
    const { folder, cohort, workspace } = fixtureFolder()
    const common = ['--workspace', workspace]
    const only = `'${name}' needs a model, so it is available only in experiments with a model among the generators.`
    for (const argv of [
      ['select', cohort, '--strategies', name, '--budgets', '60'],
      ['inspect', cohort, '--instruction', '501', '--strategy', name, '--budget', '60'],
      ['rank', cohort, '--strategies', name],
    ]) {
      const { code, err } = await chartsift(...argv, ...common)
      expect([code, err], argv[0]).toEqual([2, expect.stringContaining(only)])
    }
    const path = join(folder, 'e.yaml')
    const two = '{ollama: a, window: 512, tokenizer: x}, {ollama: b, window: 512, tokenizer: x}'
    for (const [generators, found] of [
      [
        'extractive',
        'a model, but no generator is one; add {ollama: MODEL, window: TOKENS} to the generators',
      ],
      [two, 'exactly one model among the generators, found 2'],
    ] as const) {
      writeFileSync(
        path,
        `name: e\ncorpus: c\nstrategies: [${name}]\nbudgets: [60]\ngenerators: [${generators}]\n`,
      )
      expect(() => readExperimentFile(path)).toThrow(`e.yaml:3: strategies.0: '${name}' needs ${found}`)
    }
    writeFileSync(path, `name: e\ncorpus: c\nstrategies: [${name}+cut]\nbudgets: [60]\n`)
    expect(() => readExperimentFile(path)).toThrow(
      'asks a model before it has a context; it takes no modifier',
    )
  })
})
