import { describe, expect, it } from 'vitest'
import { ProblemTally } from '../../../corpus/problem.js'
import { goldFacts, readQrels } from '../../../corpus/questions/read-qrels.js'
import { madeFile } from '../made-folder.js'

const problems = new ProblemTally()
const read = (rows: string, header = 'instruction_id\tdocument_id\trelevance\tstart\tend') =>
  readQrels(madeFile('qrels.tsv', `${header}\n${rows}\n`), problems)

describe('readQrels', () => {
  it('reads documents and spans', () => {
    expect(read('1\tnote:5\t2\t10\t20\n1\tevent:2020-01-01 08:00:00|LOINC/718-7\t1\t\t')).toEqual([
      { instructionId: '1', documentId: 'note:5', relevance: 2, start: 10, end: 20 },
      {
        instructionId: '1',
        documentId: 'event:2020-01-01 08:00:00|LOINC/718-7',
        relevance: 1,
        start: null,
        end: null,
      },
    ])
  })

  it('reads a table without spans', () => {
    const header = 'instruction_id\tdocument_id\trelevance'
    expect(read('1\tnote:5\t0', header)).toEqual([
      { instructionId: '1', documentId: 'note:5', relevance: 0, start: null, end: null },
    ])
  })

  it('keeps the higher relevance of a place judged twice, and keeps other spans of the note', () => {
    expect(
      read('1\tnote:5\t1\t0\t9\n1\tnote:5\t2\t0\t9\n1\tnote:5\t1\t9\t12').map(({ relevance, end }) => [
        relevance,
        end,
      ]),
    ).toEqual([
      [2, 9],
      [1, 12],
    ])
    expect(problems.list()).toEqual([
      { kind: 'place judged twice; the higher relevance is kept', count: 1, first: 'qrels.tsv:3' },
    ])
  })

  it.each([
    ['1\tnote:5\tSECRET\t\t', 'qrels.tsv:2: relevance: '],
    ['1\tnote:5\t2\tSECRET\t9', 'qrels.tsv:2: start: '],
    ['1\tnote:5\t3\t\t', 'qrels.tsv:2: relevance: expected 0, 1 or 2, found something else'],
    ['1\tnote:5\t\t\t', 'qrels.tsv:2: relevance: expected 0, 1 or 2, found something else'],
    [
      '1\tnote:5\t2\t9\t9',
      'qrels.tsv:2: expected a span with start < end or none, found an end that is not after the start',
    ],
    [
      '1\tnote:5\t2\t9\t',
      'qrels.tsv:2: expected a span with start < end or none, found a start without an end',
    ],
    ['1\tnote:5\t2\t-1\t9', 'qrels.tsv:2: start: expected a whole number, found something else'],
    [
      '1\tchunk:5\t2\t\t',
      'qrels.tsv:2: document_id: expected note:<id> or event:<time>|<code>, found something else',
    ],
  ])('refuses %j', (row, message) => {
    expect(() => read(row)).toThrow(message)
    expect(() => read(row)).not.toThrow('SECRET')
  })
})

describe('goldFacts', () => {
  const qrel = { instructionId: '1', documentId: 'note:5', relevance: 2, start: 1, end: 4 }
  const fact = {
    instructionId: '2',
    factId: 'f',
    relevance: 2,
    places: [{ documentId: 'note:5', start: null, end: null }],
  }

  it('takes every judged place as a fact of its own', () => {
    expect(
      goldFacts('1', { qrels: [qrel, { ...qrel, instructionId: '3' }], facts: [fact], anyProves: false }),
    ).toEqual([
      {
        instructionId: '1',
        factId: 'note:5:1-4',
        relevance: 2,
        places: [{ documentId: 'note:5', start: 1, end: 4 }],
      },
    ])
  })

  it('takes the facts of the facts file where the instruction has any', () => {
    expect(
      goldFacts('2', { qrels: [{ ...qrel, instructionId: '2' }], facts: [fact], anyProves: false }),
    ).toEqual([fact])
  })
})
