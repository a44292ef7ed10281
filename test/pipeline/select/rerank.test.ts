import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chartsift, fixtureFolder } from '../../fixtures/command-line.js'
import { writeTinyCrossEncoder } from '../../fixtures/tiny-cross-encoder.js'

type Line = {
  readonly strategy: string
  readonly truncated: number
  readonly passages: readonly { readonly rank: number; readonly score: number }[]
}
const linesOf = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)

describe('modifiers on the command line', () => {
  it('select reranks with the folder that is named, and cuts what is named', async () => {
    const { cohort, embedder, workspace } = fixtureFolder()
    const common = [cohort, '--embedder', embedder, '--workspace', workspace, '--budgets', '60']
    const reranker = writeTinyCrossEncoder()
    const names = 'bm25+rerank=5,none'
    const { code, out, err } = await chartsift(
      ...['select', ...common, '--strategies', names, '--reranker', reranker, '--cut', '--quiet'],
    )
    expect([code, err]).toEqual([0, ''])
    const lines = linesOf(out)
    expect([...new Set(lines.map(({ strategy }) => strategy))]).toEqual(['bm25+rerank=5+cut', 'none'])
    expect(lines.some(({ truncated }) => truncated === 1)).toBe(true)
    for (const { passages } of lines)
      for (const { score } of passages) expect(score > 0 && score <= 1).toBe(true)
    const without = await chartsift('select', ...common, '--strategies', names)
    expect(without.code).toBe(2)
    expect(without.err).toContain("'bm25+rerank=5' needs a cross-encoder: expected its folder")
    const shown = await chartsift(
      ...['inspect', ...common.slice(0, -2), '--budget', '60', '--cut', '--json'],
      ...['--instruction', (JSON.parse(out.split('\n')[0]!) as { instructionId: string }).instructionId],
      ...['--strategy', 'bm25', '--versus', 'none'],
    )
    expect(linesOf(shown.out).map(({ strategy }) => strategy)).toEqual(['bm25+cut', 'none'])
  })

  it('run keeps apart what two rerankers made, and reports names with signs', async () => {
    const { folder, cohort, embedder, workspace } = fixtureFolder()
    const reranker = writeTinyCrossEncoder()
    const path = join(folder, 'e.yaml')
    writeFileSync(
      path,
      [
        'name: e',
        `corpus: ${cohort}`,
        `index: {embedder: ${embedder}}`,
        `reranker: ${reranker}`,
        'strategies: [bm25, bm25+mmr=0.5+cut, bm25+rerank=5]',
        'budgets: [60]',
        'measures: [evidence-recall, token-f1]',
        'compare:',
        '  baseline: bm25',
        '  primary: {measure: evidence-recall, strategy: bm25+mmr=0.5+cut, budget: 60}',
      ].join('\n'),
    )
    const run = async () => {
      const { code, out, err } = await chartsift('run', path, '--workspace', workspace, '--quiet', '--json')
      expect(err).toBe('')
      expect(code).toBe(0)
      return JSON.parse(out) as {
        provenance: { index: Record<string, string> }
        summary?: unknown
      }
    }
    const first = await run()
    expect(JSON.stringify(first)).toContain('bm25+mmr=0.5+cut')
    const { experiment, reranker: name, rerankerHash } = first.provenance.index
    expect(name).toBe('tiny-ce')
    expect(rerankerHash).toMatch(/^[0-9a-f]{64}$/)
    writeFileSync(join(reranker, 'config.json'), '{"model_type": "bert", "max_position_embeddings": 256}')
    expect((await run()).provenance.index['experiment']).not.toBe(experiment)
  })

  it('refuses reranking in an experiment without a reranker, with its line', async () => {
    const { folder, workspace } = fixtureFolder()
    const path = join(folder, 'e.yaml')
    writeFileSync(path, 'name: e\ncorpus: c\nstrategies: [bm25+rerank, bm25+foo]\nbudgets: [1]\n')
    const { code, err } = await chartsift('run', path, '--workspace', workspace)
    expect(code).toBe(2)
    expect(err).toContain("e.yaml:3: strategies.0: 'bm25+rerank' needs a cross-encoder")
    expect(err).toContain("e.yaml:3: strategies.1: unknown modifier 'foo'; known are mmr,")
  })
})
