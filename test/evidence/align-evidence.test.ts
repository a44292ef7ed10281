import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Event, eventDocumentId, type Note, type PatientRecord } from '../../corpus/record.js'
import { alignEvidence } from '../../evidence/align-evidence.js'
import { STRICT_CUT_OFF } from '../../evidence/confidence.js'
import { anna } from '../fixtures/two-patients.js'

const event = (
  time: string | null,
  code: string,
  name: string,
  value: string | null,
  unit: string | null,
): Event => {
  return {
    documentId: eventDocumentId(time, code),
    time,
    domain: 'x',
    code,
    name,
    value,
    unit,
    encounterId: null,
  }
}
const note = (id: string, time: string | null, text: string): Note => {
  return { documentId: `note:${id}`, time, type: 'progress note', encounterId: null, text }
}
const record = (notes: Note[], events: Event[] = []): PatientRecord => ({
  patientId: 'p',
  encounters: [],
  notes,
  events,
})
const whole = (documentId: string) => ({ documentId, start: null, end: null })

describe('alignEvidence of quotes', () => {
  it('finds a quote whatever its white space and case, in every note that has it', () => {
    // In both notes of anna 'No known allergies.' stands behind 'Family history: father died of lung cancer. ', 44 units.
    expect('Family history: father died of lung cancer. '.length).toBe(44)
    expect(alignEvidence(anna)(['NO  known\nallergies.'])).toMatchObject({
      facts: [
        {
          places: [
            { documentId: 'note:1', start: 44, end: 63 },
            { documentId: 'note:2', start: 44, end: 63 },
          ],
        },
      ],
      pieces: 1,
      unaligned: 0,
      elided: 0,
    })
  })

  it('finds every place within a note', () => {
    const { facts } = alignEvidence(record([note('1', null, 'no fever now. Later: No fever now')]))([
      'no fever now',
    ])
    expect(facts).toMatchObject([
      {
        places: [
          { documentId: 'note:1', start: 0, end: 12 },
          { documentId: 'note:1', start: 21, end: 33 },
        ],
      },
    ])
  })

  it('finds what stands in quotation marks behind a date and a label', () => {
    const { facts } = alignEvidence(anna)(['03/01/2020 nursing note: "patient said "fine""'])
    expect(facts).toMatchObject([{ places: [{ documentId: 'note:3', start: 25, end: 44 }] }])
    expect(anna.notes[2]!.text.slice(25, 44)).toBe('patient said "fine"')
  })

  it('finds the beginning of a quotation that is cut off, in the note of its date where the date names one', () => {
    const copied = 'Plan of care: rest, fluids, return if worse'
    const { notes } = record([
      note('1', '2019-01-01 08:00:00', copied),
      note('2', '2020-01-01 08:00:00', copied),
    ])
    const places = (cell: string) =>
      alignEvidence(record([...notes]))([cell]).facts.flatMap((fact) => fact.places.map((p) => p.documentId))
    expect(places('"Plan of care: rest, flu..."')).toEqual(['note:1', 'note:2'])
    expect(places('01/01/2020 note: "Plan of care: rest, flu..."')).toEqual(['note:2'])
    expect(places('01/01/2018 note: "Plan of care: rest, flu…"')).toEqual(['note:1', 'note:2'])
    // A whole quotation proves the same wherever it stands.
    expect(places('01/01/2020 note: "Plan of care: rest"')).toEqual(['note:1', 'note:2'])
  })

  it.each(['none', 'see note', '2020-03-01 09:00'])('takes no %j for a quote', (cell) => {
    expect(alignEvidence(record([note('1', null, `a ${cell} b`)]))([cell])).toMatchObject({
      facts: [],
      pieces: 1,
      unaligned: 1,
    })
  })

  const text = fc.string({
    unit: fc.constantFrom('a', 'B', 'c', '1', ' ', '\n', '.', ';', '"', 'é', 'Ω', 'ß', '😀'),
    minLength: 12,
    maxLength: 60,
  })
  it('finds any stretch of a note again, with its white space and case changed', () => {
    const change = (character: string, i: number) =>
      /\s/.test(character) ? ' \n' : i % 2 === 0 ? character.toUpperCase() : character.toLowerCase()
    fc.assert(
      fc.property(text, text, text, (before, quote, after) => {
        fc.pre((quote.match(/\p{L}/gu)?.length ?? 0) >= 8)
        const written = `${before}${quote}${after}`
        const { facts, unaligned } = alignEvidence(record([note('1', null, written)]))([
          [...quote].map(change).join(''),
        ])
        expect(unaligned).toBe(0)
        const start = written.indexOf(quote.trim())
        expect(facts[0]!.places).toContainEqual({
          documentId: 'note:1',
          start,
          end: start + quote.trim().length,
        })
      }),
    )
  })
})

describe('alignEvidence of events', () => {
  const events = [
    event('2022-03-30 06:06:23', 'LOINC/718-7', 'Hemoglobin [Mass/volume] in Blood', '15.40', 'g/dL'),
    event('2022-03-30 18:00:00', 'LOINC/718-7', 'Hemoglobin [Mass/volume] in Blood', '14.00', 'g/dL'),
    event('2022-03-30 06:06:23', 'VISIT/ER', 'Emergency Room Visit', 'start', null),
    event(
      '1977-08-31 23:59:00',
      'SNOMED/1',
      'Allergy to drug',
      'Aspirin; reaction: pain; severity: MODERATE',
      null,
    ),
    event('2020-01-01 08:00:00', 'RxNorm/1', 'Amoxicillin 500 MG', null, null),
    event('2020-01-01 08:00:00', 'LOINC/2', 'Sodium', '139', null),
    event(null, 'LOINC/718-7', 'Hemoglobin [Mass/volume] in Blood', '15.40', 'g/dL'),
  ]
  const align = alignEvidence(record([], events))
  const early = 'event:2022-03-30 06:06:23|LOINC/718-7'
  const late = 'event:2022-03-30 18:00:00|LOINC/718-7'

  it.each([
    ['2022-03-30 06:06 Hemoglobin [Mass/volume] in Blood 15.40 g/dL', [early]],
    ['03/30/2022 hemoglobin [mass/volume] in blood 14.00', [late]],
    ['2022-03-30 Hemoglobin [Mass/volume] in Blood', [early, late]],
    ['2022-03-30 06:06:23 [LOINC/718-7] Hemoglobin [Mass/volume] in Blood 15.40 g/dL', [early]],
    ['2022-03-30 LOINC/718-7', [early, late]],
    ['2022-03-30 06:06 Emergency Room Visit start', ['event:2022-03-30 06:06:23|VISIT/ER']],
    [
      '1977-08-31 23:59 Allergy to drug Aspirin; reaction: pain; severity: MODERATE',
      ['event:1977-08-31 23:59:00|SNOMED/1'],
    ],
    // The older dialect writes neither the start of a drug nor, now and then, a unit.
    ['2020-01-01 08:00 Amoxicillin 500 MG start|end', ['event:2020-01-01 08:00:00|RxNorm/1']],
    ['2020-01-01 08:00 Sodium 139 mmol/L', ['event:2020-01-01 08:00:00|LOINC/2']],
  ])('finds %s', (cell, documents) => {
    expect(align([cell])).toMatchObject({
      facts: [{ places: documents.map(whole) }],
      pieces: 1,
      unaligned: 0,
      elided: 0,
    })
  })

  it.each([
    '2022-03-30 06:06 Hemoglobin [Mass/volume] in Blood 15.50 g/dL',
    '2022-03-31 Hemoglobin [Mass/volume] in Blood 15.40 g/dL',
    '2022-03-30 06:07 Hemoglobin [Mass/volume] in Blood 15.40 g/dL',
  ])('does not find %s', (cell) => {
    expect(align([cell])).toMatchObject({ facts: [], pieces: 1, unaligned: 1, elided: 0 })
  })

  it.each([
    // Hgb and Na are in the lexicon; 154 g/L are 15.4 g/dL; 15 is what 15.40 and no 14.00 is rounded to.
    ['3/30/22 Hgb 15.4', [early]],
    ['Mar 30, 2022: Hemoglobin 154 g/L', [early]],
    ['Hemoglobin 15 (3/30/2022)', [early]],
    ['on 30 March 2022 hemoglobin was 14', [late]],
    ['| 2022-03-30 06:06 | Hemoglobin | 15.4 | g/dL |', [early]],
    ['1 Jan 2020: Na 139', ['event:2020-01-01 08:00:00|LOINC/2']],
    ['1/1/2020 Amoxicilin 500mg', ['event:2020-01-01 08:00:00|RxNorm/1']],
  ])('finds %s by similarity', (cell, documents) => {
    const { facts, aligned } = align([cell])
    expect(facts.map(({ places }) => places)).toEqual([documents.map(whole)])
    expect(aligned.map(({ stage }) => stage)).toEqual(['alike'])
  })

  it.each(['3/30/22 Hgb 16', '1/1/2020 Amoxicillin 250 mg', '1/1/2020 Atenolol 500 MG'])(
    'does not take the event of another value, dose or name for %s',
    (cell) => {
      expect(align([cell])).toMatchObject({ facts: [], unaligned: 1 })
    },
  )

  it('takes a line without a date for essential evidence of nothing', () => {
    const { facts } = align(['Hemoglobin [Mass/volume] in Blood 15.40 g/dL'])
    expect(facts.every(({ confidence }) => confidence < STRICT_CUT_OFF)).toBe(true)
  })
})

describe('alignEvidence by similarity', () => {
  const text =
    'Assessment: 64 y/o man with chest pain for two hours. No fever, no cough. Given aspirin 325 mg and started on heparin drip.'
  const align = alignEvidence(
    record([
      note('1', '2020-01-01 08:00:00', text),
      note('2', '2020-02-01 08:00:00', 'Chest pain is gone. Has fever and cough. Stop heparin drip.'),
    ]),
  )
  const quoted = (cell: string) => align([cell]).facts.flatMap(({ places }) => places)

  it.each([
    ['"chest pain for 2 hours…"', null],
    [
      '- Given aspirin 325mg, and started on heparin drip',
      'Given aspirin 325 mg and started on heparin drip',
    ],
    ['“Given asprin 325 mg & started on heparin drp”', 'Given aspirin 325 mg and started on heparin drip'],
    ['man with chest pain ... no cough', 'man with chest pain for two hours. No fever, no cough'],
    ['given aspirin 325 mg, started heparin drip', 'Given aspirin 325 mg and started on heparin drip'],
    ['given aspirin 81 mg, started warfarin drip', null],
    ['has no fever and no cough at all', null],
  ])('of %j finds %j', (cell, found) => {
    expect(quoted(cell).map(({ start, end }) => text.slice(start!, end!))).toEqual(
      found === null ? [] : [found],
    )
  })

  it('tells how each piece was found', () => {
    const { aligned } = align([
      'No fever, no cough.\n- No fever / no cough\nno feverr, no coughh\nno rash at all',
    ])
    expect(aligned.map(({ stage, kind }) => [stage, kind])).toEqual([
      ['exact', 'words'],
      ['normalised', 'words'],
      ['alike', 'words'],
      [null, 'words'],
    ])
  })

  it('makes one fact of quotes that overlap by half, the shorter of which proves it', () => {
    const { facts } = align([
      'Given aspirin 325 mg and started on heparin drip',
      'aspirin 325 mg and started on heparin',
    ])
    expect(facts).toEqual([{ places: [{ documentId: 'note:1', start: 80, end: 117 }], confidence: 1 }])
    expect(text.slice(80, 117)).toBe('aspirin 325 mg and started on heparin')
  })
})

describe('alignEvidence of cut lists', () => {
  const visits = ['2019-01-01', '2019-02-01', '2019-03-01', '2019-04-01', '2019-05-01'].map((day) =>
    event(`${day} 08:00:00`, 'VISIT/ER', 'Emergency Room Visit', 'start', null),
  )
  const align = alignEvidence(record([], visits))
  const listed = '2019-01-01 Emergency Room Visit start; 2019-02-01 Emergency Room Visit start'

  it('finds what is only counted where the chart has just as many later ones', () => {
    expect(align([`${listed}; and 3 more`])).toMatchObject({ elided: 3, inferred: 3, pieces: 2 })
    expect(align([`${listed}; and 2 more`], '2019-04-30 00:00:00')).toMatchObject({ inferred: 2 })
    expect(align([`${listed}; and 2 more`])).toMatchObject({ elided: 2, inferred: 0 })
  })

  it('guesses nothing of a list of different events', () => {
    expect(align(['2019-01-01 Emergency Room Visit start; and 4 more'])).toMatchObject({ inferred: 0 })
  })
})

describe('alignEvidence of cells', () => {
  const align = alignEvidence(anna)
  const hb = '2019-03-01 09:00 Hemoglobin 12.60 g/dL'

  it.each([
    `${hb}; 2019-03-01 Glucose 180 mg/dL`,
    `${hb}\n2019-03-01 Glucose 180 mg/dL`,
    `${hb} | 2019-03-01 Glucose 180 mg/dL`,
  ])('splits %j', (cell) => {
    expect(align([cell]).facts.map(({ places }) => places[0]!.documentId)).toEqual([
      'event:2019-03-01 09:00:00|LOINC/718-7',
      'event:2019-03-01 09:00:00|LOINC/2345-7',
    ])
  })

  it('counts what it does not find beside what it finds, and what the cell only counts', () => {
    const { facts, ...counts } = align([
      'start METFORMIN 500 mg; Aspirin was started; old infarct.; and 4 more',
    ])
    expect(facts.map(({ places }) => places[0]!.documentId)).toEqual(['note:1', 'note:5'])
    expect(counts).toMatchObject({ pieces: 3, unaligned: 1, elided: 4 })
  })

  it('counts a piece of which no part is found once', () => {
    expect(align(['first unknown thing; second unknown thing'])).toMatchObject({
      facts: [],
      pieces: 1,
      unaligned: 1,
      elided: 0,
    })
  })

  it('makes one fact of two annotators who mark the same', () => {
    const cells = [`${hb}; nothing like it`, '03/01/2019 HEMOGLOBIN 12.60', 'nothing  LIKE it']
    expect(align(cells)).toMatchObject({
      facts: [{ places: [whole('event:2019-03-01 09:00:00|LOINC/718-7')] }],
      pieces: 3,
      unaligned: 1,
    })
  })

  it('finds nothing in empty cells', () => {
    expect(align([])).toMatchObject({ facts: [], pieces: 0, unaligned: 0, elided: 0 })
    expect(align(['and 2 more'])).toMatchObject({ facts: [], pieces: 0, unaligned: 0, elided: 2 })
  })

  it('is quick on a long record', () => {
    const words = 'the patient was seen and examined and has no new complaint today '
    const notes = Array.from({ length: 1000 }, (_, i) =>
      note(`${i}`, null, `${words.repeat(100)} number ${i} ends`),
    )
    const events = Array.from({ length: 13_000 }, (_, i) =>
      event('2020-01-01 08:00:00', `c/${i}`, `Name ${i}`, '1', null),
    )
    const alignLong = alignEvidence(record(notes, events))
    const begin = performance.now()
    for (let i = 0; i < 20; i++) {
      expect(alignLong([`today NUMBER ${i} ends`, '2020-01-01 Name 77 1']).unaligned).toBe(0)
    }
    // 6.5 MB of notes are folded once (about 0.2 s) and then searched; folding them for each of 40 pieces took over 5 s.
    expect(performance.now() - begin).toBeLessThan(4000)
  })
})
