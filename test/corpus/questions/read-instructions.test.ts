import { describe, expect, it } from 'vitest'
import type { AsOfRule } from '../../../corpus/corpus-questions.js'
import { recordName } from '../../../corpus/medalign/record-files.js'
import { ProblemTally } from '../../../corpus/problem.js'
import { tableQuestions } from '../../../corpus/questions/table-questions.js'
import { madeFolder } from '../made-folder.js'

const HEADER = 'instruction_id\tquestion\tperson_id\tfilename\tannotator_num\tclinician_response\tevidence'

function read(files: Record<string, string>, patients = ['123'], rule: AsOfRule = 'required') {
  const problems = new ProblemTally()
  const asked = { folder: madeFolder(files), patientIds: new Set(patients), recordName }
  const read = tableQuestions(asked).instructions(rule, problems)
  return {
    ...read,
    firsts: problems.list().map(({ first }) => first),
    problems: Object.fromEntries(problems.list().map(({ kind, count }) => [kind, count])),
  }
}
const responses = (...rows: string[]) => ({
  'clinician-instruction-responses.tsv': `${[HEADER, ...rows].join('\n')}\n`,
})

describe('readInstructions', () => {
  it('makes one instruction of several annotators: references in their order, evidence as written, once each', () => {
    const { instructions, problems } = read(
      responses(
        '1\tLast Hb?\t123\t123.xml\tAnnotator_2\t15.4 g/dL\tHb 15.4',
        '2\tSmoker?\t123\t123.xml\tAnnotator_1\tNo.\t',
        '1\tLast Hb?\t123\t123.xml\tAnnotator_1\tThe last was 15.4.\t"Hb ""15.4""\nnormal"',
        '1\tLast Hb?\t123\t123.xml\tAnnotator_3\t15.4 g/dL\tHb 15.4',
      ),
    )
    expect(instructions).toEqual([
      {
        instructionId: '1',
        patientId: '123',
        text: 'Last Hb?',
        asOf: null,
        category: null,
        references: [
          { annotator: 'Annotator_1', text: 'The last was 15.4.' },
          { annotator: 'Annotator_2', text: '15.4 g/dL' },
        ],
        evidence: ['Hb 15.4', 'Hb "15.4"\nnormal'],
      },
      {
        instructionId: '2',
        patientId: '123',
        text: 'Smoker?',
        asOf: null,
        category: null,
        references: [{ annotator: 'Annotator_1', text: 'No.' }],
        evidence: [],
      },
    ])
    expect(problems).toEqual({})
  })

  it('reads the same from Windows line ends', () => {
    const rows = responses('1\tQ?\t123\t123.xml\tAnnotator_1\tA.\tE')
    const windows = Object.fromEntries(
      Object.entries(rows).map(([name, text]) => [name, text.replaceAll('\n', '\r\n')]),
    )
    expect(read(windows)).toEqual(read(rows))
    expect(read(windows).instructions[0]!.evidence).toEqual(['E'])
  })

  it.each([
    ['123.0', 'x.xml'],
    ['', 'EHR_123.xml'],
    ['nan', '123.xml'],
    ['999', '123.xml'],
  ])('finds the patient from person_id %j and filename %s', (person, file) => {
    expect(read(responses(`1\tQ?\t${person}\t${file}\tA\tA.\t`)).instructions[0]?.patientId).toBe('123')
  })

  it('counts an instruction for a patient that is not there and gives it apart, with its as-of time', () => {
    expect(
      read({
        ...responses('1\tQ?\t999\t999.xml\tA\tA.\t', '2\tR?\t123\t\tA\tB.\t'),
        'asof.tsv': 'instruction_id\tas_of\n1\t2016-02-24\n2\t2016-02-24\n',
      }),
    ).toMatchObject({
      instructions: [{ instructionId: '2' }],
      orphans: [
        {
          instructionId: '1',
          patientId: '999',
          text: 'Q?',
          asOf: '2016-02-24 23:59:59',
          references: [{ annotator: 'A', text: 'A.' }],
        },
      ],
      problems: { 'instruction for a patient without a record': 1 },
    })
  })

  it('names a row by its line and never by its id, which in a row that came apart is text of a note', () => {
    const { firsts } = read({
      ...responses('she said SECRET\tQ?\t999\t\tA\tA.\t'),
      'asof.tsv': 'instruction_id\tas_of\nSECRET\t2016-02-24\n',
    })
    expect(firsts).toEqual(['asof.tsv:2', 'clinician-instruction-responses.tsv:2'])
  })

  it('counts rows that cannot be used, an id used for two questions, and a missing reference', () => {
    const { instructions, problems } = read(
      responses(
        '1\tQ?\t123\t\tA\t\t',
        '1\tOther?\t123\t\tA\tA.\t',
        '\tQ?\t123\t\tA\tA.\t',
        '3\tQ?\t\t\tA\tA.\t',
        '4\tQ?',
      ),
    )
    expect(instructions.map(({ text }) => text)).toEqual(['Q?'])
    expect(problems).toEqual({
      'instruction id used for another question or patient; the first is kept': 1,
      'row with too few fields, the missing are empty': 1,
      'row without a reference response': 1,
      'row without an instruction, its id or its patient, left out': 3,
    })
  })

  it('reads as-of times to their inclusive end, and counts those of unknown instructions', () => {
    const { instructions, problems } = read({
      ...responses('1\tQ?\t123\t\tA\tA.\t', '2\tR?\t123\t\tA\tA.\t'),
      'asof.tsv': 'instruction_id\tas_of\n1\t2016-02-24\n9\t2016-02-24 08:00\n',
    })
    expect(instructions.map(({ asOf }) => asOf)).toEqual(['2016-02-24 23:59:59'])
    expect(problems).toMatchObject({ 'as-of time of an unknown instruction': 1 })
  })

  it('gives an instruction without a row in asof.tsv apart, unless that is allowed', () => {
    const files = {
      ...responses('1\tQ?\t123\t\tA\tA.\t', '2\tR?\t123\t\tA\tA.\t'),
      'asof.tsv': 'instruction_id\tas_of\n1\t2016-02-24\n',
    }
    const strict = read(files)
    expect(strict.instructions.map(({ instructionId }) => instructionId)).toEqual(['1'])
    expect(strict.withoutAsOf.map(({ instructionId }) => instructionId)).toEqual(['2'])
    expect(strict.problems).toEqual({ 'instruction without a row in asof.tsv, unusable': 1 })
    const open = read(files, ['123'], 'optional')
    expect(open.instructions.map(({ asOf }) => asOf)).toEqual(['2016-02-24 23:59:59', null])
    expect(open.withoutAsOf).toEqual([])
    expect(open.problems).toEqual({ 'instruction without a row in asof.tsv, sees the whole record': 1 })
  })

  it('has nothing to see in a corpus whose asof.tsv is a header alone, and the whole record without the table', () => {
    const table = responses('1\tQ?\t123\t\tA\tA.\t')
    expect(read({ ...table, 'asof.tsv': 'instruction_id\tas_of\n' })).toMatchObject({
      instructions: [],
      problems: { 'table without a row': 1, 'instruction without a row in asof.tsv, unusable': 1 },
    })
    expect(read(table).instructions).toMatchObject([{ asOf: null }])
  })

  it.each(['7.0', ' 7', '"7" ', '7.000', '\u00a07'])(
    'finds the as-of time of instruction 7 as %j',
    (spelling) => {
      const asof = { 'asof.tsv': `instruction_id\tas_of\n${spelling}\t2016-02-24\n` }
      expect(read({ ...responses('7\tQ?\t123\t\tA\tA.\t'), ...asof }).instructions[0]?.asOf).toBe(
        '2016-02-24 23:59:59',
      )
      const rows = responses(`${spelling}\tQ?\t123\t\tA\tA.\t`)
      expect(
        read({ ...rows, 'asof.tsv': 'instruction_id\tas_of\n7\t2016-02-24\n' }).instructions,
      ).toMatchObject([{ instructionId: '7', asOf: '2016-02-24 23:59:59' }])
    },
  )

  it('keeps leading zeros, so that two instructions stay two', () => {
    const { instructions } = read(responses('7\tQ?\t123\t\tA\tA.\t', '007\tR?\t123\t\tA\tA.\t'))
    expect(instructions.map(({ instructionId }) => instructionId)).toEqual(['7', '007'])
  })

  it('counts an id that one table spells in two ways', () => {
    const { instructions, problems } = read(
      responses('7\tQ?\t123\t\tA\tA.\t', '7.0\tQ?\t123\t\tB\tB.\t', 'x\tR?\t123\t\tB\tB.\t'),
    )
    expect(instructions.map(({ references }) => references.length)).toEqual([2, 1])
    expect(problems).toEqual({ 'id spelled in more than one way (as 7 and 7.0), read as one': 1 })
  })

  it('reads the same from lone CR line ends', () => {
    const rows = responses('1\tQ?\t123\t123.xml\tAnnotator_1\tA.\tE', '2\tR?\t123\t\t\tB.\t')
    const old = Object.fromEntries(
      Object.entries(rows).map(([name, text]) => [name, text.replaceAll('\n', '\r')]),
    )
    expect(read(old)).toEqual(read(rows))
    expect(read(old).instructions).toHaveLength(2)
  })

  it.each([
    [
      '1\t2016-01-01\tmore',
      'asof.tsv:2: expected instruction_id and as_of, found a row with too many fields, left out',
    ],
    [
      '1\t2016-01-01\n1\t2016-01-02',
      'asof.tsv:3: expected one as-of time per instruction, found another at asof.tsv:2',
    ],
  ])('refuses the as-of row %j, which would let an instruction see the future', (row, message) => {
    expect(() => read({ ...responses(), 'asof.tsv': `instruction_id\tas_of\n${row}\n` })).toThrow(message)
  })

  it.each([
    ['soon', {}],
    ['2016-02-30', {}],
    ['', {}],
    [null, { 'row with too few fields, the missing are empty': 1 }],
  ])(
    'gives an instruction whose as-of time is %j apart with its line, whatever the rule, and keeps the others',
    (time, more) => {
      const files = {
        ...responses('1\tQ?\t123\t\tA\tA.\t', '2\tR?\t123\t\tA\tA.\t'),
        'asof.tsv': `instruction_id\tas_of\n2\t2016-01-01\n1${time === null ? '' : `\t${time}`}\n`,
      }
      for (const rule of ['required', 'optional'] as const) {
        const { instructions, withoutAsOf, unreadableAsOf, problems } = read(files, ['123'], rule)
        expect(instructions).toMatchObject([{ instructionId: '2', asOf: '2016-01-01 23:59:59' }])
        expect(withoutAsOf).toEqual([])
        expect(unreadableAsOf).toMatchObject([
          {
            instruction: { instructionId: '1' },
            reason: 'asof.tsv:3: as_of: expected a time such as 2022-03-30 06:06:23, found something else',
          },
        ])
        expect(problems).toEqual({
          'as-of time that cannot be read, its instruction is unusable': 1,
          ...more,
        })
      }
    },
  )

  it('gives an instruction apart that has a time that can be read and one that cannot, in whatever order', () => {
    for (const times of [
      ['soon', '2016-01-01'],
      ['2016-01-01', 'soon'],
    ]) {
      const asof = `instruction_id\tas_of\n${times.map((time) => `1\t${time}\n`).join('')}`
      const { instructions, unreadableAsOf } = read({
        ...responses('1\tQ?\t123\t\tA\tA.\t'),
        'asof.tsv': asof,
      })
      expect([instructions.length, unreadableAsOf.length]).toEqual([0, 1])
      expect(unreadableAsOf[0]!.reason).toMatch(`asof.tsv:${times.indexOf('soon') + 2}: `)
    }
  })

  it('knows no instruction of a corpus without a table', () => {
    expect(read({}).instructions).toEqual([])
  })
})

describe('readInstructions of the public sample', () => {
  const sample = {
    'instructions-sample.csv':
      'instruction_id,question,human_assigned_subcategory_1\n1,"Any, at all?",retrieve\n1,Twice?,x\n2,,x\n',
  }

  it('gives the instructions to the only record', () => {
    const { instructions, problems } = read(sample)
    expect(instructions).toMatchObject([
      { instructionId: '1', patientId: '123', text: 'Any, at all?', category: 'retrieve', references: [] },
    ])
    expect(problems).toEqual({
      'instruction id used twice; the first is kept': 1,
      'instruction without a patient, assigned to the only record': 1,
      'row without an instruction or its id, left out': 1,
    })
  })

  it('leaves them out where several records could be meant', () => {
    const { instructions, problems } = read(sample, ['123', '124'])
    expect(instructions).toEqual([])
    // Neither row of instruction 1 could be given to anybody.
    expect(problems).toMatchObject({ 'instruction without a patient in a corpus of several, left out': 2 })
  })

  it('is ignored if there is a table of responses', () => {
    expect(
      read({ ...sample, ...responses('5\tQ?\t123\t\tA\tA.\t') }).instructions.map((i) => i.instructionId),
    ).toEqual(['5'])
  })
})
