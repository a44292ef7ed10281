import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { beforeEach, describe, expect, it } from 'vitest'
import { readRecord } from '../../corpus/medalign/records/read-record.js'
import { chunkRecursive } from '../../indexes/chunks/chunk-recursive.js'
import { chartsift, temporaryFolder } from '../fixtures/command-line.js'

// Inputs modelled on public bug reports, with their right values; skipped without ../shared.
const CASES = join(import.meta.dirname, '..', '..', '..', 'shared', 'field-cases')

let folder = ''

/** A writable copy of a case, its compressed records unpacked. */
function copyOf(name: string): string {
  const copy = join(folder, name)
  cpSync(join(CASES, name), copy, { recursive: true })
  const packed = join(copy, '1.xml.gz')
  if (existsSync(packed)) {
    writeFileSync(join(copy, '1.xml'), gunzipSync(readFileSync(packed)))
    rmSync(packed, { force: true })
  }
  return copy
}

const onCopy = (command: string, name: string, ...options: string[]) =>
  chartsift(command, copyOf(name), '--workspace', join(folder, 'workspace'), ...options)

type Line = {
  instructionId: string
  strategy: string
  text: string
  dropped: number
  reason?: string
  passages: { documentId: string }[]
}
const linesOf = (out: string): Line[] =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)

describe.skipIf(!existsSync(CASES))('field cases (skipped without ../shared)', { timeout: 120_000 }, () => {
  beforeEach(() => {
    folder = temporaryFolder()
  })

  it('b_asofmissing: an instruction without its as-of row is unusable, unless that is declared optional', async () => {
    const options = ['--strategies', 'recent', '--budgets', '100']
    const required = await onCopy('select', 'b_asofmissing', ...options)
    expect(required.code).toBe(1)
    expect(required.err).toMatch(/failed: instruction b: .*asof\.tsv/)
    expect(linesOf(required.out).map(({ instructionId, text }) => [instructionId, text === ''])).toEqual([
      ['a', false],
      ['b', true],
    ])
    const optional = await onCopy('select', 'b_asofmissing', ...options, '--asof', 'optional')
    expect(optional.code).toBe(0)
    expect(linesOf(optional.out).every(({ text }) => text !== '')).toBe(true)
  })

  it.each([
    ['beir_dup', 2, 'qrels/test.tsv:3: expected one grade per document'],
    ['beir_latin1t', 2, 'corpus.jsonl:1: expected JSON lines in UTF-8'],
    [
      'beir_missingq',
      0,
      'means over 2 of 3 judged queries\ndocument with the same id as its query, left out',
    ],
    ['beir_missingq', 0, 'judged query without a text, not measured: 1 (first: '],
    [
      'beir_ok',
      0,
      "document with the same id as its query, left out of that query's ranking as in BEIR: 1 (first: ",
    ],
    ['beir_ws', 0, 'white space around an id, removed: 2 (first: '],
  ])('%s: exit code %d, and says so', async (name, code, message) => {
    const result = await onCopy('rank', name, '--strategies', 'bm25')
    expect(result.code).toBe(code)
    expect(result.out + result.err).toContain(message)
  })

  it("beir_ok: the document with the query's own id is not ranked", async () => {
    const runs = join(folder, 'runs.trec')
    await onCopy('rank', 'beir_ok', '--strategies', 'bm25', '--out', runs)
    expect(readFileSync(runs, 'utf8')).toMatch(/^q1 Q0 d1 1 /m)
    expect(readFileSync(runs, 'utf8')).not.toMatch(/^q1 Q0 q1 /m)
  })

  it('rep: every character that is not blank is in a chunk, at its own offsets', async () => {
    const { record } = await readRecord(join(CASES, 'rep', '1.xml'), '1')
    const chunker = await chunkRecursive(1000, 200)
    for (const { text } of record.notes) {
      const isCovered = new Uint8Array(text.length)
      for (const [start, end] of await chunker(text)) isCovered.fill(1, start, end)
      const lost = [...isCovered].filter((covered, i) => covered === 0 && text[i]!.trim() !== '')
      expect(lost).toHaveLength(0)
    }
  })

  it('u_emo: no context holds half of a character', async () => {
    const options = ['--chunk', 'recursive', '--strategies', 'hybrid+neighbours', '--budgets', '700']
    const { code, out } = await onCopy('select', 'u_emo', ...options)
    expect(code).toBe(0)
    for (const { text } of linesOf(out)) {
      expect(text).toMatch(/\p{Extended_Pictographic}/u)
      expect(text).not.toMatch(/\p{Surrogate}/u)
    }
  })

  it('tk_sp1m: a note with a million blanks neither stops nor fails the others', async () => {
    const { code, out } = await onCopy('select', 'tk_sp1m', '--strategies', 'recent,bm25', '--budgets', '250')
    expect(code).toBe(0)
    expect(linesOf(out)).toHaveLength(4)
    expect(linesOf(out).filter(({ text }) => text.includes('etformin')).length).toBeGreaterThan(1)
    // A context to which no passage fits is empty, which is no failure of the strategy.
    const empty = linesOf(out).filter(({ text }) => text === '')
    expect(empty.map(({ dropped, reason }) => [dropped, reason])).toEqual([
      [1, undefined],
      [1, undefined],
    ])
  })

  it('trec_comments: comment lines are skipped', async () => {
    const [run, qrels] = ['rc', 'qc'].map((file) => join(CASES, 'trec_comments', file))
    const { code, out } = await chartsift(
      'measure',
      '--run',
      run!,
      '--qrels',
      qrels!,
      '--measures',
      'RR',
      '--json',
    )
    expect(code).toBe(0)
    // The only relevant document that is ranked comes first.
    expect(JSON.parse(out).measures).toEqual([expect.objectContaining({ measure: 'RR', n: 1, mean: 1 })])
  })

  it('x_dupnote2: notes of one id stay apart, each with its own text', async () => {
    const { out } = await onCopy('select', 'x_dupnote2', '--strategies', 'recent', '--budgets', '500')
    const [line] = linesOf(out)
    expect(line!.passages.map(({ documentId }) => documentId)).toEqual(['note:n1#2', 'note:n1', 'note:n1#3'])
    for (const text of ['Metformin first.', 'Metformin second.', 'Metformin third.'])
      expect(line!.text).toContain(text)
  })

  it("x_pidmismatch: a record whose person_id is not its file's is refused", async () => {
    const { code, err } = await onCopy('index', 'x_pidmismatch')
    // It is the only record, so nothing is left to index.
    expect(code).toBe(2)
    expect(err).toContain('1.xml: expected person_id 1, as the file is named, found 999')
  })

  it('ref: a byte changed in a stored record is found, and the record is built again', async () => {
    const corpus = copyOf('ref')
    const common = ['--workspace', join(folder, 'workspace')]
    await chartsift('index', corpus, ...common)
    const select = () => chartsift('select', corpus, ...common, '--strategies', 'recent', '--budgets', '500')
    const before = (await select()).out
    const [record] = recordsBelow(join(folder, 'workspace'))
    const bytes = readFileSync(record!)
    const at = bytes.indexOf('etformin')
    bytes[at] = bytes[at]! ^ 1
    writeFileSync(record!, bytes)
    const verified = await chartsift('index', corpus, ...common, '--verify')
    expect(verified.code).toBe(1)
    expect(verified.out + verified.err).toContain('record.db')
    expect((await select()).out).toBe(before)
  })

  it('thai.jsonl: ROUGE stays as rouge-score has it, with a warning, and a variant reads every script', async () => {
    const names = 'rouge-l,rouge-l-unicode'
    const { out, err } = await chartsift('measure', join(CASES, 'thai.jsonl'), '--measures', names, '--json')
    const means = (JSON.parse(out) as { measures: { mean: number; n: number }[] }).measures.map(
      ({ mean, n }) => [mean, n],
    )
    // The third row is symbols alone, which are no words in any script.
    expect(means).toEqual([
      [0, 3],
      [1, 2],
    ])
    expect(err).toContain('warning: ROUGE keeps ASCII letters and digits only')
  })
})

function recordsBelow(place: string): string[] {
  return readdirSync(place, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('record.db'))
    .map((file) => join(place, file))
}
