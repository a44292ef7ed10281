import { cpSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chartsift, fixtureFolder } from '../../fixtures/command-line.js'

function place() {
  const { folder, cohort, embedder, workspace } = fixtureFolder()
  // Another folder of the same files: its index has the same name, and is another's.
  const second = join(folder, 'second')
  cpSync(embedder, second, { recursive: true })
  const config = join(second, 'config.json')
  writeFileSync(config, '{"model_type": "model2vec", "second": true}\n')
  const common = ['--workspace', workspace, '--workers', '1']
  const index = (...more: string[]) => chartsift('index', cohort, ...common, ...more)
  const select = (...more: string[]) =>
    chartsift('select', cohort, ...common, '--strategies', 'dense', '--budgets', '200', ...more)
  const file = join(folder, 'e.yaml')
  const experiment = (lines = '') => {
    writeFileSync(file, `name: e\ncorpus: ${cohort}\nstrategies: [dense]\nbudgets: [200]\n${lines}`)
    return file
  }
  const run = (...more: string[]) => chartsift('run', file, ...common, ...more)
  /** Names of the indexes that the first patient has, without the sentences that lie beside one of another unit. */
  const built = () => {
    const [corpus] = readdirSync(join(workspace, 'corpora'))
    return readdirSync(join(workspace, 'corpora', corpus!, 'patients', '9001'))
      .filter((name) => /^[^.]+\.hnsw$/.test(name))
      .map((name) => name.replace(/-[0-9a-f]{8}\.hnsw$/, ''))
      .sort()
  }
  return { embedder, second, index, select, experiment, run, built, workspace, common }
}

describe('what a corpus was indexed with', () => {
  it('is used by commands that name no index, and named in one line', async () => {
    const { embedder, index, select, experiment, run, built } = place()
    await index('--embedder', embedder, '--chunk', 'sentence')
    const { code, out, err } = await select()
    expect(code).toBe(0)
    expect(err).toContain(
      'using the index of cohort (embedder: embedder, chunks: sentence, events: series)\n',
    )
    expect(out).toBe((await select('--embedder', embedder, '--chunk', 'sentence')).out)
    experiment()
    expect((await run()).err).toContain('using the index of cohort (embedder: embedder, chunks: sentence')
    expect((await index()).out).toContain('chunks (sentence)')
    expect(built()).toEqual(['sentence-series-embedder'])
  })

  it('is the newest of several, unless an option names one', async () => {
    const { embedder, second, index, select, built } = place()
    await index('--embedder', embedder)
    const other = await index('--embedder', second)
    expect(other.err).toContain(
      'building another index of cohort (embedder: second, chunks: tokens, events: series); existing: (embedder: embedder, chunks: tokens, events: series)',
    )
    const newest = await select()
    expect(newest.err).toMatch(
      /cohort has 2 indexes that match; using the newest \(embedder: second, .*\); name another with --embedder/,
    )
    expect((await select('--embedder', embedder)).err).toContain(
      'using the index of cohort (embedder: embedder,',
    )
    await index('--embedder', embedder)
    expect((await select()).err).toContain('using the newest (embedder: embedder,')
    expect(built()).toEqual(['tokens-series-embedder', 'tokens-series-second'])
  })

  it('is joined by another index only with a word', async () => {
    const { embedder, index, select, experiment, run, built } = place()
    await index('--embedder', embedder)
    const { err } = await select('--embedder', embedder, '--chunk', 'recursive')
    expect(err).toContain('building another index of cohort (embedder: embedder, chunks: recursive')
    experiment(`index: {embedder: ${embedder}, chunk: sentence}\n`)
    expect((await run()).err).toContain(
      'building another index of cohort (embedder: embedder, chunks: sentence',
    )
    expect((await run()).err).not.toContain('building another')
    expect(built()).toEqual([
      'recursive-series-embedder',
      'sentence-series-embedder',
      'tokens-series-embedder',
    ])
  })

  it('is said to be another where the files of the embedder have changed', async () => {
    const { embedder, index, select } = place()
    await index('--embedder', embedder)
    writeFileSync(join(embedder, 'config.json'), '{"model_type": "model2vec", "changed": true}\n')
    expect((await select()).err).toContain(
      'embedder embedder has changed since the corpus was indexed: rebuilding the index',
    )
    expect((await select()).err).not.toContain('no longer')
  })

  it('decides what an experiment is, which is found again after the corpus was indexed otherwise', async () => {
    const { embedder, index, experiment, run, workspace, common } = place()
    const file = experiment()
    await index('--embedder', embedder)
    expect((await run()).code).toBe(0)
    await index('--embedder', embedder, '--chunk', 'sentence')
    const report = await chartsift('report', file, ...common)
    expect(report.err).toContain('using the index that e was run with (embedder: embedder, chunks: tokens')
    expect(report.code).toBe(0)
    expect((await run('--resume')).code).toBe(0)
    expect(readdirSync(join(workspace, 'experiments'))).toHaveLength(1)
    expect((await run()).err).toContain('using the newest (embedder: embedder, chunks: sentence')
    expect(readdirSync(join(workspace, 'experiments'))).toHaveLength(2)
  })
})
