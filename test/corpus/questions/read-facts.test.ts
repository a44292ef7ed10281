import { chmodSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { InputError } from '../../../base/errors/input-error.js'
import { readFacts } from '../../../corpus/questions/read-facts.js'
import { madeFile, madeFolder } from '../made-folder.js'

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
    ['{', 'facts.jsonl:1: expected one JSON object per line, found something else'],
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
      'facts.jsonl:3: expected one line per fact, found a fact twice',
    ],
  ])('refuses %j', (text, message) => {
    expect(() => read(text)).toThrow(message)
  })

  it('refuses bytes that are not UTF-8, a folder, and a file that is not there', () => {
    const latin = madeFile('facts.jsonl', Buffer.from(line(['note:caf\xe9']), 'latin1'))
    const folder = madeFolder({ 'facts.jsonl/x': '' })
    const expected = 'facts.jsonl: expected JSON lines in UTF-8, found'
    expect(() => readFacts(latin)).toThrow(
      new InputError('facts.jsonl:1: expected JSON lines in UTF-8, found bytes that are not UTF-8'),
    )
    expect(() => readFacts(`${folder}/facts.jsonl`)).toThrow(new InputError(`${expected} a folder`))
    expect(() => readFacts(`${folder}/no/facts.jsonl`)).toThrow(new InputError(`${expected} nothing`))
  })

  // Nothing is closed to root.
  it.skipIf(process.getuid?.() === 0)('refuses a file that may not be read', () => {
    const path = madeFile('facts.jsonl', line(['note:5']))
    chmodSync(path, 0)
    expect(() => readFacts(path)).toThrow('found one that this user may not read')
  })
})
