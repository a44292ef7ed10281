import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readBeir } from '../../corpus/read-beir.js'
import { temporaryFolder } from '../fixtures/command-line.js'

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

  it.each([
    [{ 'corpus.jsonl': '{"_id": "d1", "text": "a"}\n{"_id": \n' }, 'corpus.jsonl:2: expected a JSON object'],
    [
      { 'corpus.jsonl': '{"_id": 7, "text": "a"}\n' },
      'corpus.jsonl:1: expected an object with the strings _id',
    ],
    [{ 'corpus.jsonl': 'null\n' }, 'corpus.jsonl:1: expected an object'],
    [{ 'corpus.jsonl': '{"_id": "d 1", "text": "a"}\n' }, "an _id without white space, found 'd 1'"],
    [{ 'queries.jsonl': `${FILES['queries.jsonl']}{"_id": "q1", "text": "b"}` }, "queries.jsonl:4: _id 'q1'"],
    [{ 'qrels/test.tsv': 'q1\td1\t1\nq1 d2 1\n' }, 'qrels/test.tsv:2: expected query-id'],
    [{ 'qrels/test.tsv': 'query-id\tcorpus-id\tscore\nq1\td1\t0\n' }, 'has a relevant document'],
  ])('refuses %j', (changes, message) => {
    expect(() => readBeir(beirFolder(changes))).toThrow(message)
  })

  it('names the file that is missing', () => {
    const folder = beirFolder()
    rmSync(join(folder, 'qrels', 'test.tsv'))
    expect(() => readBeir(folder)).toThrow(`found no file ${join(folder, 'qrels', 'test.tsv')}`)
    expect(() => readBeir(join(folder, 'nowhere'))).toThrow('expected a BEIR folder')
  })
})
