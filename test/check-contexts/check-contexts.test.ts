import { get_encoding } from 'tiktoken'
import { describe, expect, it } from 'vitest'
import { madeFolder } from '../corpus/made-folder.js'
import { checkContexts, type Grid } from './check-contexts.js'
import type { ContextLine, EventsPassage, NotePassage } from './context-line.js'
import { readCorpus } from './read-corpus.js'

const NOTE = 'Chest pain &amp; cough since Monday. Denies fever. Takes aspirin.'
const LUMIA = `<eventstream><encounter start_timestamp="2020-01-01 08:00:00" end_timestamp="2020-01-01 23:59:59">
<person><gender>FEMALE</gender></person><events>
<entry timestamp="2020-01-01 09:00:30"><event type="note" name="progress note" note_id="5">${NOTE}</event>
<event type="measurement" code="L/1" name="Hemoglobin" unit="g/dL">15.40</event>
<event type="measurement" code="L/2" name="Heart rate" unit="/min">71</event></entry>
<entry timestamp="2020-01-01 10:00:00"><event type="measurement" code="L/2" name="Heart rate" unit="/min">80</event></entry>
<entry timestamp="2020-01-02 10:00:00"><event type="note" name="nurse note" note_id="4">Well. Takes aspirin.</event></entry>
<entry timestamp="2020-01-01 11:00:00"><event type="measurement" code="L/2" name="Pulse" unit="/min">70</event></entry>
<entry timestamp="2020-03-01 09:00:00"><event type="note" name="progress note" note_id="6">Aspirin stopped.</event>
<event type="measurement" code="L/2" name="Heart rate" unit="/min">99</event></entry>
<entry><event type="measurement" code="L/3" name="Weight">80</event></entry>
</events></encounter></eventstream>`
const OLDER = `<record><visit type="Clinic" start="01/01/2020 9:00 AM"><day start="01/01/2020 9:00 AM">
<person>Birth:7/19/1966
Race: White</person>
<measurement start="01/01/2020 09:05 PM"><code>[L/1] Hemoglobin  15.40 g/dL </code></measurement>
<note type="NULL" start="01/01/2020 9:10 PM">Well.</note><note type="plan">Rest.</note></day></visit></record>`
const corpus = readCorpus(
  madeFolder({
    'ehrs/7.xml': LUMIA,
    'ehrs/EHR_8.xml': OLDER,
    'clinician-instruction-responses.tsv':
      'instruction_id\tquestion\tperson_id\n1\t"Any\nfever?"\t7\n2\tPlan?\t8.0\n3\tWho?\t99\n',
    'asof.tsv': 'instruction_id\tas_of\n1\t2020-02-01\n',
  }),
  null,
)

const TEXT = `[1] 2020-01-01 09:00 progress note
Chest pain & cough since Monday.
…
Takes aspirin.

[2] 2020-01-01 measurement
09:00 Hemoglobin 15.40 g/dL; Heart rate 71 /min
10:00 Heart rate 80 /min`
const note = (rank: number, start: number, end: number): NotePassage => {
  const document = { documentId: 'note:5', time: '2020-01-01 09:00:30', type: 'progress note' }
  return { rank, score: 1 / rank, kind: 'note', start, end, ...document }
}
const events = (rank: number, time: string, ...codes: string[]): EventsPassage => {
  const documentIds = codes.map((code) => `event:${time}|${code}`)
  return { rank, score: 1 / rank, kind: 'events', documentIds, time, type: 'measurement' }
}
const correct = lineOf(TEXT, [
  note(1, 0, 32),
  note(2, 47, 61),
  events(3, '2020-01-01 09:00:30', 'L/1', 'L/2'),
  events(4, '2020-01-01 10:00:00', 'L/2'),
])

function lineOf(text: string, passages: ContextLine['passages'], counter = 'cl100k'): ContextLine {
  const encoding = get_encoding(counter === 'o200k' ? 'o200k_base' : 'cl100k_base')
  const tokens = encoding.encode(text, [], []).length
  const about = { instructionId: '1', patientId: '7', strategy: 'bm25', budget: 200 }
  const asOf = '2020-02-01 23:59:59'
  return { ...about, counter, tokens, utilisation: tokens / 200, asOf, text, passages }
}

const violations = (lines: readonly ContextLine[], grid: Grid = null): string[] => [
  ...checkContexts(lines, corpus, grid).violations.keys(),
]
/** The correct line with another text, counted anew, so that only the change is to be seen. */
const withText = (from: string, to: string, passages = correct.passages): ContextLine => {
  expect(TEXT).toContain(from)
  return lineOf(TEXT.replace(from, to), passages)
}
const withPassage = (at: number, change: object): ContextLine => ({
  ...correct,
  passages: correct.passages.map((passage, i) => (i === at ? { ...passage, ...change } : passage)),
})

const ACCOUNTED = 'every character of the text belongs to a declared passage'
const SPANS = 'every declared span of a note stands in the text'
const EVENTS = 'every declared event stands in the text with date, name or code, and value'
const FUTURE = 'nothing after asOf is shown'
const UNDATED = 'nothing undated is shown where there is an asOf'
const OWN_TIME = 'the time of a passage is that of its document'

describe('check-contexts finds wrong what is said of copies', () => {
  it.each([
    ['of a day on which nothing holds it', ' (also 2020-01-03)'],
    ['of a day that may not be seen', ' (also 2020-03-01)'],
    ['of more notes than there are', ' (also in 3 notes, 2020-01-02 to 2020-01-02)'],
  ])('%s', (_, remark) => {
    const text = TEXT.replace('Takes aspirin.', `Takes aspirin.${remark}`)
    expect(violations([lineOf(text, correct.passages)])).toContain(ACCOUNTED)
  })
})

describe('check-contexts finds nothing wrong with', () => {
  it('a correct line, in either counter, and an unfit one', () => {
    expect(violations([correct])).toEqual([])
    expect(violations([lineOf(TEXT, correct.passages, 'o200k')])).toEqual([])
    const unfit = { ...lineOf('', []), strategy: 'full', reason: 'the whole record does not fit the budget' }
    expect(violations([unfit])).toEqual([])
  })

  it('a series of one code, its unit named once, and overlapping spans, joined', () => {
    const series = events(2, '2020-01-01 09:00:30', 'L/2')
    const both = [...series.documentIds, 'event:2020-01-01 10:00:00|L/2']
    const text =
      '[1] 2020-01-01 09:00 progress note\nChest pain & cough since Monday. Denies fever.\n\n[2] measurement: Heart rate (/min): 2020-01-01 09:00 71; 2020-01-01 10:00 80'
    expect(
      violations([lineOf(text, [note(1, 0, 32), note(3, 20, 46), { ...series, documentIds: both }])]),
    ).toEqual([])
  })

  it('a span of which it is truly said when else it stands there', () => {
    const remarked = TEXT.replace('Takes aspirin.', 'Takes aspirin. (also 2020-01-02)')
    expect(violations([lineOf(remarked, correct.passages)])).toEqual([])
  })

  it('a line of the older dialect, whose labels are not taken apart', () => {
    const [time, hemoglobin] = ['2020-01-01 23:59:59', events(1, '2020-01-01 21:05:00', 'L/1')]
    const older = lineOf(
      `[1] 2020-01-01 measurement
21:05 Hemoglobin 15.40 g/dL

[2] 2020-01-01 21:10 note
Well.

[3] person: birth date: 2020-01-01 23:59 7/19/1966

[4] 2020-01-01 23:59 plan
Rest.`,
      [
        hemoglobin,
        { ...note(2, 0, 5), documentId: 'note:1', time: '2020-01-01 21:10:00', type: 'note' },
        { ...note(3, 0, 5), documentId: 'note:2', time, type: 'plan' },
        { ...events(4, time, 'PERSON/BIRTHDATE'), type: 'person' },
      ],
    )
    expect(violations([{ ...older, instructionId: '2', patientId: '8', asOf: null }])).toEqual([])
  })
})

describe('of raw XML, check-contexts', () => {
  const raw = (text: string, asOf: string | null, change: Partial<ContextLine> = {}): ContextLine => ({
    ...lineOf(text, []),
    strategy: 'recent-tokens',
    ...(asOf === null ? { instructionId: '2', patientId: '8' } : {}),
    asOf,
    ...change,
  })
  const [AS_OF, FEBRUARY] = ['2020-02-01 23:59:59', LUMIA.indexOf('<entry timestamp="2020-03-01')]

  it('finds nothing wrong with an end of it, cut within a character, and cut at asOf', () => {
    expect(violations([raw(OLDER.slice(-40), null)])).toEqual([])
    expect(violations([raw(`\ufffd${OLDER.slice(-40)}`, null)])).toEqual([])
    expect(violations([raw(LUMIA.slice(FEBRUARY - 200, FEBRUARY), AS_OF)])).toEqual([])
  })

  it.each<[string, ContextLine, string[]]>([
    ['what lies after asOf', raw(LUMIA.slice(FEBRUARY), AS_OF), [FUTURE]],
    ['text of nobody', raw('He smokes.', AS_OF), ["every line of a raw context stands in the patient's XML"]],
    ['what is no end', raw(OLDER.slice(0, 90), null), ["a raw context is the end of the patient's XML"]],
    [
      'another count',
      raw(OLDER.slice(-40), null, { tokens: 3, utilisation: 0.015 }),
      ['tokens are those of the text'],
    ],
    [
      'a passage that is not in it, and a note without its end',
      raw(LUMIA.slice(FEBRUARY - 200, FEBRUARY), AS_OF, { passages: correct.passages.slice(0, 3) }),
      ['a note of a tail is shown to its end', SPANS, EVENTS],
    ],
  ])('catches %s', (_, line, kinds) => {
    expect(violations([line])).toEqual(kinds)
  })
})

describe('of plain text, check-contexts', () => {
  const PLAIN = `ain & cough since Monday. Denies fever. Takes aspirin.

2020-01-01 10:00 measurement: Heart rate 80 /min
2020-01-01 11:00 measurement: Pulse 70 /min

2020-01-02 10:00 nurse note
Well. Takes aspirin.`
  const shown = [
    note(4, 7, 61),
    events(3, '2020-01-01 10:00:00', 'L/2'),
    events(2, '2020-01-01 11:00:00', 'L/2'),
    { ...note(1, 0, 20), documentId: 'note:4', time: '2020-01-02 10:00:00', type: 'nurse note' },
  ].map((passage) => ({ ...passage, score: null }))
  const plain = (text: string, passages: ContextLine['passages'] = shown): ContextLine => ({
    ...lineOf(text, passages),
    strategy: 'tail-tokens',
  })

  it('finds nothing wrong with an end of it, whose first line a cut shortened', () => {
    expect(violations([plain(PLAIN)])).toEqual([])
    expect(violations([plain(`rate 71 /min\n\n${PLAIN.slice(56)}`, shown.slice(1))])).toEqual([])
  })

  it.each<[string, ContextLine, string[]]>([
    ['an event that nothing names', plain(PLAIN.replace('80 /min', '81 /min')), [ACCOUNTED, EVENTS]],
    ['a note that is not there', plain(PLAIN.replace('Well.', 'Ill.')), [SPANS, ACCOUNTED]],
    [
      'a note without its end',
      plain(PLAIN.replace('Takes aspirin.', ''), [note(4, 7, 47), ...shown.slice(1)]),
      ['a note of a tail is shown to its end'],
    ],
  ])('catches %s', (_, line, kinds) => {
    expect(violations([line])).toEqual(kinds)
  })
})

describe('check-contexts catches', () => {
  const future = 'Aspirin stopped.'
  const laterNote = (time: string): NotePassage => ({ ...note(5, 0, 16), documentId: 'note:6', time })
  const addition = (time: string) => `\n\n[3] ${time} progress note\n${future}`
  const undatedEvent = { ...events(5, 'unknown', 'L/3'), time: null }

  it.each<[string, ContextLine, string[]]>([
    [
      'a note after asOf',
      lineOf(TEXT + addition('2020-03-01 09:00'), [...correct.passages, laterNote('2020-03-01 09:00:00')]),
      [FUTURE],
    ],
    [
      'a note after asOf that gives itself an earlier time',
      lineOf(TEXT + addition('2020-01-02 09:00'), [...correct.passages, laterNote('2020-01-02 09:00:00')]),
      [OWN_TIME, FUTURE, ACCOUNTED, SPANS],
    ],
    [
      'an event after asOf',
      lineOf(`${TEXT}\n\n[3] measurement: Heart rate (/min): 2020-03-01 09:00 99`, [
        ...correct.passages,
        events(5, '2020-03-01 09:00:00', 'L/2'),
      ]),
      [FUTURE],
    ],
    [
      'an undated event',
      lineOf(`${TEXT}\n\n[3] undated measurement\nWeight 80`, [...correct.passages, undatedEvent]),
      [UNDATED],
    ],
    [
      'an event that the chart does not have',
      lineOf(`${TEXT}; Pulse 80`, [...correct.passages, events(5, '2020-01-01 10:00:00', 'L/9')]),
      ["an event is one of the patient's own, of the passage's type", ACCOUNTED, EVENTS],
    ],
    [
      'an event of another domain',
      withPassage(2, { type: 'observation' }),
      ["an event is one of the patient's own, of the passage's type", ACCOUNTED, EVENTS],
    ],
    [
      "another patient's note",
      withPassage(0, { documentId: 'note:1' }),
      ["a note is one of the patient's own", ACCOUNTED, SPANS],
    ],
    ['another value', withText('15.40', '15.4'), [ACCOUNTED, EVENTS]],
    ['another date of events', withText('[2] 2020-01-01', '[2] 2020-01-02'), [ACCOUNTED, EVENTS]],
    ['another time of day', withText('10:00 Heart', '10:01 Heart'), [ACCOUNTED, EVENTS]],
    ['another name', withText('Hemoglobin', 'Haemoglobin'), [ACCOUNTED, EVENTS]],
    [
      'an event under the name of another one of its code',
      lineOf('[1] measurement: Heart rate (/min): 2020-01-01 10:00 80; 2020-01-01 11:00 70', [
        events(1, '2020-01-01 10:00:00', 'L/2'),
        events(2, '2020-01-01 11:00:00', 'L/2'),
      ]),
      [ACCOUNTED, EVENTS],
    ],
    ['text of nobody at the end', withText('80 /min', '80 /min\nHe smokes.'), [ACCOUNTED]],
    ['text of nobody in a note', withText('aspirin.', 'aspirin. Smokes.'), [ACCOUNTED]],
    ['text of the note beyond its spans', withText('\n…\n', ' Denies fever.\n…\n'), [ACCOUNTED, SPANS]],
    ['a gap without its mark', withText('\n…\n', '\n'), [ACCOUNTED, SPANS]],
    ['an event shown and not declared', lineOf(TEXT, correct.passages.slice(0, 3)), [ACCOUNTED]],
    ['an event shown twice', withText('80 /min', '80 /min; Heart rate 80 /min'), [ACCOUNTED]],
    ['a changed span', withPassage(0, { end: 30 }), [ACCOUNTED, SPANS]],
    ['a span beyond its note', withPassage(1, { end: 99 }), ['a span lies within its note']],
    ['a false time of events', withPassage(2, { time: '2020-01-01 10:00:00' }), [OWN_TIME]],
    ['a false type', withPassage(0, { type: 'letter' }), ['the type of a passage is that of its document']],
    ['a label that is left out', withText('[2]', '[3]'), [ACCOUNTED, EVENTS]],
    [
      'wrong tokens',
      { ...correct, tokens: correct.tokens - 1, utilisation: (correct.tokens - 1) / 200 },
      ['tokens are those of the text'],
    ],
    ['tokens of the other encoding', { ...correct, counter: 'o200k' }, ['tokens are those of the text']],
    ['a budget overrun', { ...correct, budget: 20, utilisation: correct.tokens / 20 }, ['tokens <= budget']],
    ['a false utilisation', { ...correct, utilisation: 1 }, ['utilisation is tokens / budget']],
    ['another asOf', { ...correct, asOf: '2020-02-01 00:00:00' }, ['asOf is that of asof.tsv']],
    ['a rank given twice', withPassage(1, { rank: 1 }), ['ranks are distinct']],
    ['scores that rise', withPassage(3, { score: 2 }), ['scores descend with rank']],
    ['none with a text', { ...correct, strategy: 'none' }, ['none shows nothing']],
    ['an unfit line with a text', { ...correct, reason: 'x' }, ['an unfit line shows nothing']],
    ['an unfit line without a reason', { ...lineOf('', []), reason: ' ' }, ['an unfit line has a reason']],
  ])('%s', (_, line, kinds) => {
    expect(violations([line]).sort()).toEqual([...kinds].sort())
  })

  it('another patient than the instruction is about', () => {
    expect(violations([{ ...lineOf('', []), patientId: '8' }])).toEqual([
      "the patient is the instruction's own",
    ])
  })

  it('a line that is missing, doubled or beside the grid, and none of an instruction without a record', () => {
    const second: ContextLine = { ...lineOf('', []), instructionId: '2', patientId: '8', asOf: null }
    const grid = { strategies: ['bm25'], budgets: [200] }
    expect(violations([correct, second], grid)).toEqual([])
    expect(violations([correct], grid)).toEqual(['every cell of the grid has a line'])
    expect(violations([correct, { ...second, strategy: 'none' }])).toEqual([
      'every cell of the grid has a line',
    ])
    expect(violations([correct, second, second], grid)).toEqual(['a cell of the grid has one line'])
    expect(violations([correct, second, { ...second, strategy: 'none' }], grid)).toEqual([
      'a line belongs to the grid',
    ])
    const orphan = { ...second, instructionId: '3', patientId: '99', reason: 'no record' }
    expect(violations([correct, second, orphan], grid)).toEqual([])
  })
})
