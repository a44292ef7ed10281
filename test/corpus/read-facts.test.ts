import { describe, expect, it } from 'vitest'
import { readFacts } from '../../corpus/read-facts.js'
import { madeFile } from './made-folder.js'

const read = (text: string) => readFacts(madeFile('facts.jsonl', text))
const line = (places: unknown, id = 'f') => JSON.stringify({ instruction_id: 1, fact_id: id, places })

describe('readFacts', () => {
  it('reads documents and spans, in either spelling, with ids as text', () => {
    const places = ['note:5', { document_id: 'note:6', start: 0, end: 4 }, { documentId: 'event:unknown|x' }]
    expect(read(`\uFEFF${line(places)}\r\n\n`)).toEqual([
      {
        instructionId: '1',
        factId: 'f',
        relevance: 2,
        places: [
          { documentId: 'note:5', start: null, end: null },
          { documentId: 'note:6', start: 0, end: 4 },
          { documentId: 'event:unknown|x', start: null, end: null },
        ],
      },
    ])
  })

  it.each([
    ['{', 'facts.jsonl:1: expected one JSON object a line, found something else'],
    [line([]), 'facts.jsonl:1: places'],
    [line(['chunk:5']), 'facts.jsonl:1: places.0'],
    [
      line([{ documentId: 'note:5', start: 4, end: 4 }]),
      'facts.jsonl:1: places.0: expected a span with start < end or none',
    ],
    [
      line([{ documentId: 'note:5', start: 4 }]),
      'facts.jsonl:1: places.0: expected a span with start < end or none',
    ],
    [
      `\n${line(['note:5'])}\n${line(['note:6'])}`,
      'facts.jsonl:3: expected one line a fact, found f of 1 twice',
    ],
  ])('refuses %j', (text, message) => {
    expect(() => read(text)).toThrow(message)
  })
})
