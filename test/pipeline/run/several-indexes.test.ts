import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { OFFLINE_STRATEGY_NAMES } from '../../../pipeline/select/registry/strategy-rows.js'
import { chartsift, fixtureFolder } from '../../fixtures/command-line.js'
import { experimentFolders, query, summaryOf, valueRows } from '../../fixtures/model-experiment.js'

type Place = ReturnType<typeof fixtureFolder>

/** An experiment on the fixture cohort whose indexes are these fields. */
function writeList(place: Place, name: string, indexes: readonly string[], fields: string): string {
  const path = join(place.folder, `${name}.yaml`)
  const index = indexes.map((one) => `  - {${one}, embedder: ${place.embedder}}\n`).join('')
  writeFileSync(path, `name: ${name}\ncorpus: ${place.cohort}\nindex:\n${index}${fields}\n`)
  return path
}

async function ran(place: Place, path: string): Promise<{ folder: string; out: string; err: string }> {
  const common = ['--workspace', place.workspace, '--workers', '1']
  const { code, out, err } = await chartsift('run', path, ...common)
  expect([code, code === 0 ? '' : err]).toEqual([0, ''])
  const name = path.split('/').at(-1)!.replace('.yaml', '')
  const folder = experimentFolders(place.workspace).find((one) => one.includes(`/${name}-`))!
  return { folder, out, err }
}

const CONTEXTS =
  'SELECT instruction_id AS id, budget, inflated(c.deflated) AS text FROM contexts JOIN contents c ON c.id = text_id WHERE reason IS NULL'

function contextsOf(folder: string, strategy: string) {
  return query(folder, `${CONTEXTS} AND strategy = '${strategy}' ORDER BY 1, 2`)
}

const SENTENCE = 'name: small, chunk: sentence, windowTokens: 24'
const TOKENS = 'name: day, chunk: tokens, chunkTokens: 32, overlapTokens: 4, events: day'
const FIELDS = `strategies: [recent, bm25, hybrid+cut, oracle]
budgets: [60, 300]
measures: [evidence-recall, token-f1]`

describe('an experiment with a list of indexes', () => {
  it('runs each strategy on each index, as an experiment with that index alone does', async () => {
    const place = fixtureFolder()
    const { folder } = await ran(place, writeList(place, 'both', [SENTENCE, TOKENS], FIELDS))
    const arms = summaryOf(folder).provenance.strategies
    expect(arms).toEqual(['recent', 'bm25@small', 'bm25@day', 'hybrid+cut@small', 'hybrid+cut@day', 'oracle'])
    for (const [name, index] of [
      ['small', SENTENCE],
      ['day', TOKENS],
    ] as const) {
      const path = join(place.folder, `only-${name}.yaml`)
      const fields = index.replace(/name: \w+, /, '')
      writeFileSync(
        path,
        `name: only-${name}\ncorpus: ${place.cohort}\nindex: {${fields}, embedder: ${place.embedder}}\n${FIELDS}\n`,
      )
      const alone = await ran(place, path)
      const valuesOf = (one: string, arm: string) =>
        valueRows(one)
          .filter((row) => row.includes(`,${arm},`))
          .map((row) => row.replace(`,${arm},`, ',,'))
      for (const strategy of ['bm25', 'hybrid+cut']) {
        const arm = `${strategy}@${name}`
        expect(contextsOf(folder, arm)).toEqual(contextsOf(alone.folder, strategy))
        expect(valuesOf(folder, arm)).toEqual(valuesOf(alone.folder, strategy))
        expect(valuesOf(folder, arm).length).toBe(7 * 2 * 2)
      }
      expect(contextsOf(folder, 'recent')).toEqual(contextsOf(alone.folder, 'recent'))
    }
    expect(contextsOf(folder, 'bm25@small')).not.toEqual(contextsOf(folder, 'bm25@day'))
  })

  it('names each index once: in the dry run, in the report and in what it says while it builds them', async () => {
    const place = fixtureFolder()
    const path = writeList(place, 'both', [SENTENCE, TOKENS], FIELDS)
    const common = ['--workspace', place.workspace, '--workers', '1']
    const dry = await chartsift('run', path, '--dry-run', ...common)
    expect(dry.out.match(/^index .*$/gm)).toEqual([
      'index small (embedder: embedder, chunks: sentence, events: series, windowTokens: 24)',
      'index day (embedder: embedder, chunks: tokens, events: day, chunkTokens: 32, overlapTokens: 4)',
    ])
    expect(dry.out).toContain('6 strategies x 2 budgets: 84 contexts')
    expect(dry.err.match(/has no index yet|building another index/g)).toHaveLength(2)
    const { folder, err } = await ran(place, path)
    expect(err).not.toContain('building')
    const { provenance } = summaryOf(folder)
    expect(provenance.indexes).toMatchObject([
      { name: 'small', chunk: 'sentence', windowTokens: 24, chunks: expect.any(Number) },
      { name: 'day', chunk: 'tokens', chunkTokens: 32, events: 'day', vectors: expect.any(Number) },
    ])
    expect(provenance.arms[1].sentences.at(-1)).toBe(
      'On the index small (embedder: embedder, chunks: sentence, events: series, windowTokens: 24).',
    )
  })

  it('compares an arm with another, or each strategy with itself on one index', async () => {
    const place = fixtureFolder()
    const compare = (lines: string) => `${FIELDS}\ncompare: ${lines}`
    const primary = 'primary: {measure: evidence-recall, strategy: hybrid+cut@day, budget: 300}'
    const list = [SENTENCE, TOKENS]
    const one = await ran(
      place,
      writeList(place, 'arm', list, compare(`{baseline: hybrid+cut@small, ${primary}}`)),
    )
    expect(summaryOf(one.folder).primary).toMatchObject({
      strategy: 'hybrid+cut@day',
      baseline: 'hybrid+cut@small',
    })
    const all = await ran(place, writeList(place, 'index', list, compare(`{baseline: '@small', ${primary}}`)))
    const { comparisons, primary: found } = summaryOf(all.folder)
    expect(found).toMatchObject({ strategy: 'hybrid+cut@day', baseline: 'hybrid+cut@small' })
    const pairs = new Set(
      comparisons.map(({ strategy, baseline }: Record<string, string>) => `${strategy} - ${baseline}`),
    )
    expect([...pairs]).toEqual(['bm25@day - bm25@small', 'hybrid+cut@day - hybrid+cut@small'])
    expect(all.out.replace(/\s+/g, ' ')).toContain('the paired difference to the same strategy on small ')
    const common = ['--workspace', place.workspace, '--quiet']
    const shown = await chartsift('report', join(place.folder, 'index.yaml'), '--with-text', ...common)
    expect([shown.code, shown.err]).toEqual([0, ''])
    const both = ['arm', 'index'].map((name) => join(place.folder, `${name}.yaml`))
    expect((await chartsift('report', '--compare', ...both, ...common)).code).toBe(0)
    const listed = await chartsift('experiments', '--workspace', place.workspace, '--json')
    expect(JSON.parse(listed.out)[0].counts).toMatchObject({ strategies: 6, answers: 84, expected: 84 })
    const cleaned = await chartsift('clean', '--workspace', place.workspace, '--json')
    expect(JSON.parse(cleaned.out).unneeded).toEqual([])
    const alone = join(place.folder, 'alone.yaml')
    const index = `{chunk: sentence, windowTokens: 24, embedder: ${place.embedder}}`
    writeFileSync(alone, `name: alone\ncorpus: ${place.cohort}\nindex: ${index}\n${FIELDS}\n`)
    await ran(place, alone)
    const compared = await chartsift('report', '--compare', alone, both[0]!, ...common)
    // One line per index, none per parameter.
    expect(compared.out.match(/^\| (?:index|embedder).*$/gm)).toEqual([
      expect.stringMatching(/^\| index \| chunk sentence, .*, windowTokens 24 \| – \|$/),
      expect.stringMatching(/^\| index small \| – \| chunk sentence, .* \|$/),
      expect.stringMatching(/^\| index day \| – \| chunk tokens, .* \|$/),
    ])
    expect(compared.out).toMatch(/^\| experiment hash \| [0-9a-f]{64} \| [0-9a-f]{64} \|$/m)
  })

  it('names a faulty index by its position', async () => {
    const place = fixtureFolder()
    const problems = async (indexes: readonly string[], fields = FIELDS) => {
      const path = writeList(place, 'wrong', indexes, fields)
      const { code, err } = await chartsift('run', path, '--workspace', place.workspace, '--quiet')
      expect(code).toBe(2)
      return err
    }
    expect(await problems([SENTENCE, 'chunk: sentence, chunkTokens: 5'])).toMatch(
      /wrong\.yaml:5: index\.1\.chunkTokens: has no meaning with chunk: sentence\n/,
    )
    expect(await problems([SENTENCE, 'name: small, chunk: recursive'])).toMatch(
      /:5: index\.1: has the name 'small' of index\.0: give it another with 'name'\n/,
    )
    expect(await problems([SENTENCE, TOKENS, SENTENCE.replace('small', 'other')])).toMatch(
      /:6: index\.2: is the same index as index\.0\n/,
    )
    const nowhere = { ...place, embedder: 'nowhere' }
    const path = writeList(nowhere, 'nowhere', [SENTENCE], FIELDS)
    const { err } = await chartsift('run', path, '--workspace', place.workspace, '--quiet')
    expect(err).toMatch(/index\.0 \(small\): expected an embedder .* found 'nowhere'/)
    const arms = 'strategies: [bm25@tiny, bm25, bm25@day]\nbudgets: [60]\ncompare: {baseline: bm25}'
    const found = await problems([SENTENCE, TOKENS], arms)
    expect(found).toContain(
      "strategies.0: 'bm25@tiny' names no index of this experiment: expected one of 'small', 'day'",
    )
    expect(found).toContain("strategies.2: 'bm25@day' is listed twice")
    expect(found).toContain(
      "compare.baseline: 'bm25' runs on several indexes: expected one of 'bm25@small', 'bm25@day'",
    )
  })
})

describe('usesIndex', () => {
  it('is false of the strategies whose contexts no index changes', { timeout: 120_000 }, async () => {
    const place = fixtureFolder()
    const strategies = OFFLINE_STRATEGY_NAMES.flatMap((name) => [`${name}@small`, `${name}@day`])
    const fields = `strategies: [${strategies.join(', ')}]\nbudgets: [60, 300]\nmeasures: [evidence-recall]`
    const { folder } = await ran(place, writeList(place, 'every', [SENTENCE, TOKENS], fields))
    const { usesIndex } = await import('../../../pipeline/select/arm.js')
    const differing = OFFLINE_STRATEGY_NAMES.filter(
      (name) =>
        JSON.stringify(contextsOf(folder, `${name}@small`)) !==
        JSON.stringify(contextsOf(folder, `${name}@day`)),
    )
    expect(differing.filter((name) => !usesIndex(name))).toEqual([])
    expect(differing).toContain('random')
    expect(differing).toContain('hybrid')
  })
})
