import { describe, expect, it } from 'vitest'
import { readGoldAnswers } from '../../../corpus/questions/read-gold-answers.js'
import { madeFile } from '../made-folder.js'

const read = (...rows: unknown[]) =>
  readGoldAnswers(madeFile('gold.jsonl', `${rows.map((row) => JSON.stringify(row)).join('\n')}\n`))
const row = { instruction_id: 1, kind: 'last_value', answer: { value: 15.4, unit: 'g/dL' } }

describe('readGoldAnswers', () => {
  it('reads the fields it knows, a day as its end, and leaves the others', () => {
    const known = { as_of: '2016-02-24', evidence_mode: 'any' }
    expect(read({ ...row, ...known, wording_source: 'ours' })).toEqual(
      new Map([
        [
          '1',
          {
            instructionId: '1',
            kind: 'last_value',
            answer: { value: 15.4, unit: 'g/dL' },
            asOf: '2016-02-24 23:59:59',
            evidenceMode: 'any',
            isAnswerable: null,
          },
        ],
      ]),
    )
    expect(read(row).get('1')).toMatchObject({ asOf: null, evidenceMode: null })
    expect(read({ ...row, answerable: false }).get('1')).toMatchObject({ isAnswerable: false })
  })

  it.each([
    [[{ ...row, kind: undefined }], 'gold.jsonl:1: kind: '],
    [[{ ...row, answer: 'SECRET' }], 'gold.jsonl:1: answer: '],
    [
      [{ ...row, as_of: 'SECRET' }],
      'gold.jsonl:1: as_of: expected a time such as 2022-03-30 06:06:23, found something else',
    ],
    [[row, row], 'gold.jsonl:2: expected one line per instruction, found a second'],
  ])('refuses %j without a word of it', (rows, message) => {
    expect(() => read(...rows)).toThrow(message)
    expect(() => read(...rows)).not.toThrow('SECRET')
  })
})
