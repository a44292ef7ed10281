import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readBeir } from '../../../corpus/beir/read-beir.js'
import { temporaryFolder } from '../../fixtures/command-line.js'

const FILES = {
  'corpus.jsonl': '{"_id": "d1", "title": "Gout", "text": "Red toe."}\n{"_id": "d2", "text": "Cough."}\n',
  'queries.jsonl': '{"_id": "q1", "text": "toe"}\r\n\n{"_id": "q2", "text": "nothing relevant"}\n',
  'qrels/test.tsv': 'query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td9\t1\nq2\td2\t0\n',
}

function beirFolder(changes: Partial<typeof FILES> = {}): string {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'qrels'))
  for (const [name, text] of Object.entries({ ...FILES, ...changes })) writeFileSync(join(folder, name), text)
  return folder
}

describe('readBeir', () => {
  it('reads documents with their titles, and the queries that have a relevant document', () => {
    const { documents, queries, grades, hash } = readBeir(beirFolder())
    expect(documents).toEqual([
      { id: 'd1', text: 'Gout Red toe.' },
      { id: 'd2', text: 'Cough.' },
    ])
    expect(queries).toEqual([{ id: 'q1', text: 'toe' }])
    expect([...grades.get('q1')!]).toEqual([
      ['d1', 2],
      ['d9', 1],
    ])
    expect(hash).toMatch(/^[0-9a-f]{64}$/)
  })

  it('counts a judged query whose text is blank and does not measure it', () => {
    const { queries, judged } = readBeir(
      beirFolder({
        'queries.jsonl': '{"_id": "q1", "text": "toe"}\n{"_id": "q2", "text": " "}\n',
        'qrels/test.tsv': 'query-id\tcorpus-id\tscore\nq1\td1\t2\nq2\td2\t1\n',
      }),
    )
    expect(queries.map(({ id }) => id)).toEqual(['q1'])
    expect(judged).toEqual({ queries: 2, withoutText: 1, withoutRelevant: 0 })
  })

  it.each([
    [{ 'corpus.jsonl': '{"_id": "d1", "text": "a"}\n{"_id": \n' }, 'corpus.jsonl:2: expected a JSON object'],
    [{ 'corpus.jsonl': '{"_id": 1e300, "text": "a"}\n' }, 'corpus.jsonl:1: expected an _id in quotes'],
    [
      { 'corpus.jsonl': '{"_id": null, "text": "a"}\n' },
      'corpus.jsonl:1: expected a string as _id, found null',
    ],
    [
      { 'corpus.jsonl': '{"_id": "d1", "text": null}\n' },
      'corpus.jsonl:1: expected a string as text, found null',
    ],
    [{ 'corpus.jsonl': '{"_id": "d1", "title": 3, "text": "a"}\n' }, 'a string as title, found a number'],
    [{ 'corpus.jsonl': '\n' }, 'corpus.jsonl: expected documents, found none'],
    [{ 'corpus.jsonl': 'null\n' }, 'corpus.jsonl:1: expected a JSON object, found null'],
    [{ 'corpus.jsonl': '[1]\n' }, 'corpus.jsonl:1: expected a JSON object, found an array'],
    [
      { 'corpus.jsonl': '{"_id": "d1", "text": "a"}\n{"_id": "d1 ", "text": "b"}\n' },
      "found 'd1' of corpus.jsonl:1 again",
    ],
    [
      { 'qrels/test.tsv': 'query-id\tcorpus-id\tscore\nq1\td1\t1\nq1\td1\t0\n' },
      'test.tsv:3: expected one grade per document, found 0 for d1 of query q1, which has 1 on line 2',
    ],
    [
      { 'qrels/test.tsv': 'query-id\tcorpus-id\tscore\nq1\td1\t0.5\n' },
      "test.tsv:2: expected a whole number as score, found '0.5'",
    ],
    // The first row names a query, so it is no header.
    [{ 'qrels/test.tsv': 'q1\td1\thigh\n' }, "test.tsv:1: expected a whole number as score, found 'high'"],
    [{ 'corpus.jsonl': '{"_id": "d 1", "text": "a"}\n' }, "an _id without white space in it, found 'd 1'"],
    [
      { 'queries.jsonl': `${FILES['queries.jsonl']}{"_id": "q1", "text": "b"}` },
      "queries.jsonl:4: expected each _id once, found 'q1' of queries.jsonl:1 again",
    ],
    [{ 'qrels/test.tsv': 'q1\td1\t1\nq1 d2 1\n' }, 'qrels/test.tsv:2: expected query-id'],
    [
      { 'qrels/test.tsv': 'query-id\tcorpus-id\tscore\nq1\td1\t0\n' },
      'expected a query of queries.jsonl with a relevant document',
    ],
  ])('refuses %j', (changes, message) => {
    expect(() => readBeir(beirFolder(changes))).toThrow(message)
  })

  it.each([
    [
      'a repeated judgement',
      'query-id\tcorpus-id\tscore\nq1\td1\t1\nq1\td1\t1\n',
      'judgment repeated with the same grade',
    ],
    ['no header', 'q1\td1\t1\n', 'no header row'],
    ['padded ids', 'query-id\tcorpus-id\tscore\nq1 \t d1\t1\n', 'white space around an id, removed'],
    [
      'a decimal grade',
      'query-id\tcorpus-id\tscore\nq1\td1\t1.0\n',
      'score with a decimal point, read as a whole number',
    ],
    [
      'a document that is not there',
      'query-id\tcorpus-id\tscore\nq1\td1\t1\nq1\td9\t1\n',
      'judged document that is not in the corpus',
    ],
    [
      'a query without a text',
      'query-id\tcorpus-id\tscore\nq1\td1\t1\nq7\td1\t1\n',
      'judged query without a text, not measured',
    ],
    [
      'a query without a relevant document',
      'query-id\tcorpus-id\tscore\nq1\td1\t1\nq2\td1\t0\n',
      'judged query without a relevant document, not measured',
    ],
    [
      'lone CR line ends',
      'query-id\tcorpus-id\tscore\rq1\td1\t1\rq1\td1\t1\r',
      'judgment repeated with the same grade',
    ],
  ])('reads and counts %s', (_, qrels, kind) => {
    const { grades, problems, queries } = readBeir(beirFolder({ 'qrels/test.tsv': qrels }))
    expect(grades.get('q1')!.get('d1')).toBe(1)
    expect(queries.map(({ id }) => id)).toEqual(['q1'])
    expect(problems.map((problem) => problem.kind)).toContain(kind)
  })

  it('reads a number as id and null as title, and counts them', () => {
    const set = readBeir(
      beirFolder({
        'corpus.jsonl': '{"_id": 1, "title": null, "text": "a"}\n',
        'qrels/test.tsv': 'query-id\tcorpus-id\tscore\nq1\t1\t1\n',
      }),
    )
    expect(set.documents).toEqual([{ id: '1', text: 'a' }])
    expect(set.problems).toEqual([
      { kind: 'null as title, read as none', count: 1, first: 'corpus.jsonl:1' },
      { kind: 'number as _id, read as text', count: 1, first: 'corpus.jsonl:1' },
    ])
  })

  it('refuses bytes that are not UTF-8', () => {
    const folder = beirFolder()
    writeFileSync(join(folder, 'corpus.jsonl'), Buffer.from('{"_id": "d1", "text": "na\xefve"}', 'latin1'))
    expect(() => readBeir(folder)).toThrow(
      'corpus.jsonl:1: expected JSON lines in UTF-8, found bytes that are not UTF-8',
    )
  })

  it('names the file that is missing', () => {
    const folder = beirFolder()
    rmSync(join(folder, 'qrels', 'test.tsv'))
    expect(() => readBeir(folder)).toThrow(`found no file ${join(folder, 'qrels', 'test.tsv')}`)
    expect(() => readBeir(join(folder, 'nowhere'))).toThrow('expected a BEIR folder')
  })
})
