import { describe, expect, it } from 'vitest'
import { chartsift, fixtureFolder } from '../../fixtures/command-line.js'
import {
  answersAsked,
  experimentFolders,
  ollamaSpec,
  startServer,
  summaryOf,
  valueRows,
  writeModelExperiment,
} from '../../fixtures/model-experiment.js'
import { TINY } from '../../stand-in/model.js'

describe('generators with different windows', () => {
  it('have arms of their own at the window, and share all others', async () => {
    const folder = fixtureFolder()
    const server = await startServer({ models: [{ ...TINY }, { ...TINY, name: 'llama3.1:8b' }] })
    const large = ollamaSpec([server.url])
    const small = ollamaSpec([server.url]).replace('4096', '600').replace('tiny', 'llama3.1:8b')
    const path = writeModelExperiment(folder, [server.url], {
      generators: `[extractive, ${large}, ${small}]`,
      strategies: '[bm25, {recent: window}]',
      budgets: '[150]',
      counter: 'approx',
      // The counter is not the model's: what it takes for a full window may not fit, is not sent and fails.
      maxFailed: '100%',
      compare:
        '{baseline: {strategy: recent, budget: window}, primary: {measure: token-f1, strategy: bm25, budget: 150, margin: 10}}',
    })
    const common = ['--workspace', folder.workspace, '--workers', '1', '--quiet']
    const dry = await chartsift('run', path, '--dry-run', ...common)
    const tokens = [...dry.out.matchAll(/^window of (\S+): (\S+) of/gm)].map(([, name, count]) => [
      name!,
      Number(count!.replace(',', '')),
    ])
    const windows = Object.fromEntries(tokens) as Record<string, number>
    // The extractive generator has the window of the first model; its answers are longer.
    expect(windows['ollama:tiny']! - windows['ollama:llama3.1:8b']!).toBe(4096 - 600)
    expect(answersAsked(server)).toEqual([])

    const { code, err } = await chartsift('run', path, ...common)
    expect(code, err).toBe(0)
    const [experiment] = experimentFolders(folder.workspace)
    const rows = valueRows(experiment!).map((row) => row.split(','))
    for (const [generator, budget] of Object.entries(windows)) {
      const own = rows.filter((row) => row[2] === 'recent' && row[4] === generator)
      // 7 instructions, 2 measures.
      expect(own).toHaveLength(14)
      expect(new Set(own.map((row) => row[3]))).toEqual(new Set([String(budget)]))
      expect(own.every((row) => row.at(-1) === 'window')).toBe(true)
    }
    expect(rows.filter((row) => row[2] === 'bm25')).toHaveLength(3 * 14)
    // Each generator is compared with the baseline at its own window.
    const { comparisons, primary, execution } = summaryOf(experiment!)
    const [seconds] = execution.comparisons
    expect(seconds).toMatchObject({ arm: 'bm25 at 150 tokens', generator: 'ollama:tiny', n: primary.n })
    expect(seconds.own).toBeGreaterThan(0)
    expect(primary).toMatchObject({ generator: 'ollama:tiny', baselineBudget: windows['ollama:tiny'] })
    for (const one of comparisons) expect(one.baselineBudget).toBe(windows[one.generator])
    // A model is asked only for its own arms: 7 instructions at 150 tokens and at its window.
    const failed = valueRows(experiment!).filter((row) => /,token-f1,,prompt-too-long/.test(row)).length
    expect(answersAsked(server)).toHaveLength(2 * 2 * 7 - failed)
  })
})
