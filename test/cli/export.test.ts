import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { measureRun } from '../../eval/retrieval/measure-run.js'
import { trecId, trecQrelLines, trecRunLines } from '../../pipeline/report/export/export-trec.js'
import type { StoredContext } from '../../pipeline/results/stored-result.js'
import { chartsift, fixtureFolder } from '../fixtures/command-line.js'
import { ranExperiment, writeExperiment } from '../fixtures/stored-experiment.js'

const FIELDS = `strategies: [none, recent, bm25]
budgets: [40, 100]
measures: [evidence-recall, token-f1]
compare: {baseline: recent, primary: {measure: evidence-recall, strategy: bm25, budget: 100}}`
// 7 instructions, 3 strategies, 2 budgets, 2 measures.
const VALUES = 7 * 3 * 2 * 2
const RECORD_TEXT = /diarrhoea|spinal|walking aid|Why was|allergies|210 mg/

describe('chartsift export', () => {
  it('gives values.csv as the report has it, and the same values as JSON lines', async () => {
    const { path, common, workspace } = await ranExperiment(FIELDS)
    const csv = await chartsift('export', path, '--format', 'csv', ...common)
    const [experiment] = readdirSync(join(workspace, 'experiments'))
    const report = join(workspace, 'experiments', experiment!, 'report')
    expect(csv).toEqual({ code: 0, out: readFileSync(join(report, 'values.csv'), 'utf8'), err: '' })
    const jsonl = await chartsift('export', path, '--format', 'jsonl', ...common)
    const lines = jsonl.out.trimEnd().split('\n')
    expect([jsonl.code, lines.length]).toEqual([0, VALUES])
    const rows = lines.map((line) => JSON.parse(line) as { value: number | null; reason: string | null })
    expect(rows.every(({ value, reason }) => (value === null) !== (reason === null))).toBe(true)
    expect(csv.out + jsonl.out).not.toMatch(RECORD_TEXT)
  })

  it('gives tables of each measure, by a caption that says what they stand on', async () => {
    const { path, common, folder } = await ranExperiment(FIELDS)
    const markdown = await chartsift('export', path, '--format', 'markdown', ...common)
    expect(markdown.code).toBe(0)
    expect(markdown.out.match(/^\| strategy \| 40 \| 100 \|$/gm)).toHaveLength(2)
    expect(markdown.out).toMatch(
      /^evidence-recall, generator extractive\. Corpus cohort: n = 7 instructions of 2 patients\. .*10,000 resamples.*seed 7/m,
    )
    const out = join(folder, 'tables.tex')
    expect((await chartsift('export', path, '--format', 'latex', '--out', out, ...common)).out).toBe('')
    const latex = readFileSync(out, 'utf8')
    expect(latex.match(/\\begin\{tabular\}\{lrr\}/g)).toHaveLength(2)
    expect(statSync(out).mode & 0o077).toBe(0)
    expect(markdown.out + latex).not.toMatch(RECORD_TEXT)
  })

  it('writes a file of the usual name into a folder', async () => {
    const { path, common, folder } = await ranExperiment(FIELDS)
    const { code } = await chartsift('export', path, '--format', 'jsonl', '--out', folder, ...common)
    expect([code, readFileSync(join(folder, 'values.jsonl'), 'utf8').split('\n').length]).toEqual([
      0,
      VALUES + 1,
    ])
  })

  it('writes TREC runs, one a strategy and budget, and qrels, of ids and numbers alone', async () => {
    const { path, common, folder } = await ranExperiment(FIELDS)
    const out = join(folder, 'trec')
    mkdirSync(join(out, 'runs'), { recursive: true })
    writeFileSync(join(out, 'runs', "the user's own"), '')
    const { code } = await chartsift('export', path, '--format', 'trec', '--out', out, ...common)
    expect(code).toBe(0)
    expect(readdirSync(join(out, 'runs')).sort()).toEqual([
      ...['bm25@100', 'bm25@40', 'none@100', 'none@40', 'recent@100', 'recent@40'].map(
        (name) => `${name}.run`,
      ),
      "the user's own",
    ])
    // The table of qrels.tsv, with blanks written as in URLs.
    expect(readFileSync(join(out, 'qrels.txt'), 'utf8')).toBe(
      `501 0 event:2022-05-05%2010:00:00|LOINC/2345-7 2
502 0 event:2020-03-01%2009:00:00|LOINC/2345-7 2
503 0 note:14 2
504 0 note:15 2
505 0 note:22 2
506 0 note:21 2
507 0 event:2018-01-01%2008:00:00|LOINC/29463-7 2
507 0 event:2021-01-01%2007:30:00|LOINC/29463-7 2
`,
    )
    const run = readFileSync(join(out, 'runs', 'bm25@100.run'), 'utf8')
      .trimEnd()
      .split('\n')
    for (const line of run)
      expect(line).toMatch(/^50[1-7] Q0 (?:note:\d+|event:\S+\|\S+) \d+ \d\S* bm25@100$/)
    expect(readFileSync(join(out, 'runs', 'none@40.run'), 'utf8')).toBe('')
    expect(statSync(join(out, 'qrels.txt')).mode & 0o077).toBe(0)
    // The strict reader of `chartsift measure --run` takes both.
    const read = (name: string) => readFileSync(join(out, name), 'utf8')
    const measured = measureRun(read('runs/bm25@100.run'), read('qrels.txt'))
    expect(measured.filter(({ measure }) => measure === 'NumRel').length).toBeGreaterThan(0)
  })

  it('refuses what it cannot do by a sentence', async () => {
    const { path, common, folder } = await ranExperiment(FIELDS)
    const ask = (...argv: string[]) => chartsift('export', ...argv, ...common)
    expect(await ask(path, '--format', 'trec')).toMatchObject({
      code: 2,
      err: expect.stringContaining('name a folder with --out'),
    })
    const file = join(folder, 'a-file')
    writeFileSync(file, '')
    expect(await ask(path, '--format', 'trec', '--out', file)).toMatchObject({
      code: 2,
      err: expect.stringContaining('found a file'),
    })
    expect(await ask(path, '--format', 'xlsx')).toMatchObject({ code: 2 })
    expect(await ask(path)).toMatchObject({ code: 2, err: expect.stringContaining('--format') })
    const never = writeExperiment({ ...fixtureFolder(), workspace: '' }, 'never', FIELDS)
    expect(await ask(never, '--format', 'csv')).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining("run 'chartsift run"),
    })
  })

  it('leaves an earlier file as it was where the experiment has no results', async () => {
    const place = fixtureFolder()
    const path = writeExperiment(place, 'never', FIELDS)
    mkdirSync(join(place.folder, 'out'))
    const out = join(place.folder, 'out', 'values.csv')
    writeFileSync(out, 'earlier')
    const { code } = await chartsift(
      'export',
      path,
      '--format',
      'csv',
      '--out',
      out,
      '--workspace',
      place.workspace,
      '--workers',
      '1',
    )
    expect([code, readFileSync(out, 'utf8'), readdirSync(join(place.folder, 'out'))]).toEqual([
      2,
      'earlier',
      ['values.csv'],
    ])
  })

  it('shows an example in its help', async () => {
    const { code, out } = await chartsift('export', '--help')
    expect([code, out]).toEqual([0, expect.stringContaining('chartsift export experiments/')])
  })
})

function contextOf(
  passages: readonly [rank: number, score: number | null, ...ids: string[]][],
): StoredContext {
  return {
    instructionId: 'q 1',
    patientId: 'p',
    strategy: 'bm25',
    budget: 100,
    tokens: 50,
    dropped: 0,
    truncated: 0,
    text: '',
    asked: null,
    droppedFacts: null,
    needed: null,
    reason: null,
    passages: passages.map(([rank, score, ...documentIds]) => ({
      rank,
      score,
      kind: 'note',
      documentIds,
      start: 0,
      end: 1,
      time: null,
      type: 'note',
      label: 1,
      tokens: 1,
      text: 'x',
    })),
  }
}

describe('TREC lines', () => {
  it('rank each document at its best passage and keep scores that fall', () => {
    const context = contextOf([
      [2, 0.5, 'b'],
      [1, 0.75, 'a'],
      [3, 0.25, 'a'],
    ])
    expect(trecRunLines(context)).toBe('q%201 Q0 a 1 0.75 bm25@100\nq%201 Q0 b 2 0.5 bm25@100\n')
  })

  it('score by 1 / rank where scores are equal, equal as 32-bit floats, or not there', () => {
    const scores = (...given: (number | null)[]) =>
      trecRunLines(contextOf(given.map((score, i) => [i + 1, score, `d${i}`])))
        .trimEnd()
        .split('\n')
        .map((line) => Number(line.split(' ')[4]))
    expect(scores(0.5, 0.5)).toEqual([1, 0.5])
    // 1 + 1e-9 is 1 in 32 bits.
    expect(scores(1 + 1e-9, 1, 0.1)).toEqual([1, 1 / 2, 1 / 3])
    expect(scores(null, null)).toEqual([1, 0.5])
    // A passage of two documents gives both its score.
    expect(trecRunLines(contextOf([[1, 9, 'a', 'b']]))).toMatch(/ a 1 1 .*\n.* b 2 0\.5 /)
  })

  it('give a document the highest relevance of its facts', () => {
    const place = { documentId: 'event:x y|z', start: null, end: null }
    const fact = { instructionId: 'q', factId: 'f', places: [place] }
    expect(
      trecQrelLines('q', [
        { ...fact, relevance: 1 },
        { ...fact, relevance: 2 },
      ]),
    ).toBe('q 0 event:x%20y|z 2\n')
  })

  it('write ids without blanks that read back', () => {
    for (const id of ['event:2022-05-05 10:00:00|LOINC/2345-7', '100%', '%20', 'a\tb\u00a0c\u2028d\ne', 'ü'])
      expect([/^\S+$/.test(trecId(id)), decodeURIComponent(trecId(id))]).toEqual([true, id])
  })
})
