import { describe, expect, it } from 'vitest'
import { headlineGenerator } from '../../../../pipeline/experiment/arms/headline-generator.js'
import type { ExperimentFile } from '../../../../pipeline/experiment/experiment-file.js'
import { chartsift, fixtureFolder } from '../../../fixtures/command-line.js'
import {
  experimentFolders,
  ollamaSpec,
  startServer,
  summaryOf,
  writeModelExperiment,
} from '../../../fixtures/model-experiment.js'

function choose(generators: readonly unknown[], generator: string | null) {
  const primary = { measure: 'chrf', strategy: 'bm25', budget: 100, generator }
  return headlineGenerator({
    generators,
    compare: { baseline: 'recent', primary },
  } as unknown as ExperimentFile)
}

describe('the generator that the verdict is about', () => {
  const [a, b] = [{ ollama: 'a:1b' }, { ollama: 'b' }]

  it.each([
    [['extractive', a], null, 'ollama:a:1b', 'the first model among the generators'],
    [['extractive', a, b], null, 'ollama:a:1b', 'the first model among the generators'],
    [[b, 'extractive', a], null, 'ollama:b', 'the first model among the generators'],
    [['extractive'], null, 'extractive', 'the only generator'],
    [[a], null, 'ollama:a:1b', 'the only generator'],
    [['extractive', a], 'extractive', 'extractive', 'named in compare.primary'],
    [['extractive', a, b], 'b', 'ollama:b', 'named in compare.primary'],
    [['extractive', a, b], 'ollama:b', 'ollama:b', 'named in compare.primary'],
  ])('of %j with %j named is %s', (generators, named, name, because) => {
    expect(choose(generators, named)).toEqual({ name, because })
  })

  it('is the first model without a comparison too', () => {
    const file = { generators: ['extractive', a], compare: null } as unknown as ExperimentFile
    expect(headlineGenerator(file).name).toBe('ollama:a:1b')
  })
})

describe('an experiment with a baseline generator and a model', () => {
  const compare = (more = '') =>
    `{baseline: recent, primary: {measure: token-f1, strategy: bm25, budget: 150${more}}}`

  async function ran(more = '') {
    const { workspace, ...folder } = fixtureFolder()
    const server = await startServer()
    const path = writeModelExperiment(folder, [server.url], {
      generators: `[extractive, ${ollamaSpec([server.url])}]`,
      compare: compare(more),
    })
    const result = await chartsift('run', path, '--workspace', workspace, '--workers', '1', '--quiet')
    return { ...result, summary: () => summaryOf(experimentFolders(workspace)[0]!) }
  }

  it('speaks of the model in verdict, primary comparison, strata and terminal', async () => {
    const { code, out, summary } = await ran()
    expect(code).toBe(0)
    const { headline, primary, focus } = summary()
    expect(headline).toEqual({ name: 'ollama:tiny', because: 'the first model among the generators' })
    expect([primary.generator, focus.generator]).toEqual(['ollama:tiny', 'ollama:tiny'])
    expect(out).toMatch(/^At 150 tokens, answered by ollama:tiny, /)
    // The terminal wraps sentences.
    expect(out.replace(/\s+/g, ' ')).toContain(
      'are about the answers of ollama:tiny (the first model among the generators;',
    )
  })

  it('speaks of the generator that the file names, and refuses one that it does not have', async () => {
    const { code, out, summary } = await ran(', generator: extractive')
    expect(code).toBe(0)
    expect(summary().primary.generator).toBe('extractive')
    expect(out).toMatch(/^At 150 tokens, answered by extractive, /)
    const refused = await ran(', generator: big')
    expect(refused.code).toBe(2)
    expect(refused.err).toContain(
      "compare.primary.generator: 'big' is not among the generators of this experiment: 'extractive', 'ollama:tiny'",
    )
  })
})
