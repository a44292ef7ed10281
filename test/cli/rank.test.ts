import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { trecLines } from '../../pipeline/select/rank-collection.js'
import { COLLECTION_STRATEGIES } from '../../pipeline/select/registry/strategy-rows.js'
import { chartsift, fixtureFolder } from '../fixtures/command-line.js'
import { writeTinyCrossEncoder } from '../fixtures/tiny-cross-encoder.js'

const DOCUMENTS = {
  d1: 'Gout of the left toe. Treated with colchicine.',
  d2: 'Dry cough for three weeks. Lungs are clear.',
  d3: 'Metformin was stopped because of diarrhoea.',
}
const QUERIES = { q1: 'Why was metformin stopped?', q2: 'colchicine for gout' }

function beir() {
  const place = fixtureFolder()
  const folder = join(place.folder, 'beir')
  mkdirSync(join(folder, 'qrels'), { recursive: true })
  const jsonl = (texts: Record<string, string>) =>
    Object.entries(texts)
      .map(([_id, text]) => `${JSON.stringify({ _id, text })}\n`)
      .join('')
  writeFileSync(join(folder, 'corpus.jsonl'), jsonl(DOCUMENTS))
  writeFileSync(join(folder, 'queries.jsonl'), jsonl(QUERIES))
  writeFileSync(join(folder, 'qrels', 'test.tsv'), 'query-id\tcorpus-id\tscore\nq1\td3\t1\nq2\td1\t1\n')
  const rank = (...options: string[]) =>
    chartsift('rank', folder, '--workspace', place.workspace, '--embedder', place.embedder, ...options)
  return { ...place, beirFolder: folder, rank }
}

describe('chartsift rank', () => {
  it('ranks with every strategy that takes a collection', async () => {
    const { rank } = beir()
    const { code, out } = await rank('--strategies', COLLECTION_STRATEGIES.join(), '--json')
    expect(code).toBe(0)
    const rows = JSON.parse(out) as { strategy: string; mrr: number }[]
    expect(rows.map(({ strategy }) => strategy)).toEqual([...COLLECTION_STRATEGIES])
    expect(rows.find(({ strategy }) => strategy === 'bm25-stem')).toEqual({
      strategy: 'bm25-stem',
      queries: 2,
      judged: 2,
      mrr: 1,
      ndcg10: 1,
      recall10: 1,
      recall100: 1,
    })
  })

  it('takes the modifiers that need no chart, and says which those are', async () => {
    const { rank, folder } = beir()
    const runs = join(folder, 'runs.trec')
    const names = ['bm25-stem+mmr=0.5', 'bm25-stem+dedup', 'bm25-stem+rerank=2']
    const options = ['--reranker', writeTinyCrossEncoder(), '--out', runs, '--json']
    const { code, out } = await rank('--strategies', names.join(), ...options)
    expect(code).toBe(0)
    expect((JSON.parse(out) as { strategy: string }[]).map(({ strategy }) => strategy)).toEqual(names)
    expect(readFileSync(runs, 'utf8')).toMatch(/^q1 Q0 d3 1 1 bm25-stem\+mmr=0\.5$/m)
    const refused = await rank('--strategies', 'bm25+recency')
    expect(refused.code).toBe(2)
    expect(refused.err).toContain(
      'bm25+recency needs a patient chart; for a collection, use the modifiers mmr, dedup, rerank.',
    )
  })

  it('writes runs that only their owner may read, and prints a table', async () => {
    const { rank, folder } = beir()
    const runs = join(folder, 'runs.trec')
    const { code, out } = await rank('--strategies', 'bm25,lexical', '--out', runs)
    expect(code).toBe(0)
    expect(out).toMatch(/│ bm25 +│ +2 │ 1\.0000 │ +1\.0000 │ 1\.0000 │ 1\.0000 │/)
    expect(statSync(runs).mode & 0o777).toBe(0o600)
    const lines = readFileSync(runs, 'utf8').trimEnd().split('\n')
    expect(lines[0]).toMatch(/^q1 Q0 d3 1 \d+\.\d+ bm25$/)
    expect(new Set(lines.map((line) => line.split(' ')[5]))).toEqual(new Set(['bm25', 'lexical']))
    expect(readdirSync(folder).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })

  it('indexes a collection once, and anew when it has changed', async () => {
    const { rank, workspace, beirFolder } = beir()
    const answer = async () => (await rank('--strategies', 'bm25,dense-exact', '--json')).out
    const first = await answer()
    const [corpus] = readdirSync(join(workspace, 'corpora'))
    const place = join(workspace, 'corpora', corpus!, 'patients', 'collection')
    const index = join(place, readdirSync(place).find((name) => name.endsWith('.f32'))!)
    const made = statSync(index).mtimeMs
    expect(await answer()).toBe(first)
    expect(statSync(index).mtimeMs).toBe(made)
    writeFileSync(join(beirFolder, 'corpus.jsonl'), '{"_id": "d3", "text": "Nothing."}\n')
    expect(JSON.parse(await answer())[0]).toMatchObject({ mrr: 0 })
  })

  it('refuses a strategy that needs a chart, and input it cannot use', async () => {
    const { rank, beirFolder, folder } = beir()
    const { code, err } = await rank('--strategies', 'bm25,recent')
    expect([code, err]).toEqual([2, expect.stringContaining('recent needs a patient chart')])
    writeFileSync(join(beirFolder, 'queries.jsonl'), '{"_id": "q1"}\n')
    const out = join(folder, 'runs.trec')
    const bad = await rank('--strategies', 'bm25', '--out', out)
    expect([bad.code, bad.err]).toEqual([2, expect.stringContaining('queries.jsonl:1')])
    expect(existsSync(out)).toBe(false)
  })
})

describe('trecLines', () => {
  it('writes a score so that it can be read back', () => {
    const score = 0.1 + 0.2
    const line = trecLines('q', [{ documentId: 'd', score }], 'tag')
    expect(line).toBe('q Q0 d 1 0.30000000000000004 tag\n')
    expect(Number(line.split(' ')[4])).toBe(score)
  })
})
