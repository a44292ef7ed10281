import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Event, eventDocumentId, type Note, type PatientRecord } from '../../../corpus/record.js'
import { alignEvidence } from '../../../pipeline/evidence/align-evidence.js'
import { anna } from '../../fixtures/two-patients.js'

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
    'Hemoglobin [Mass/volume] in Blood 15.40 g/dL',
    '2020-01-01 Amoxicillin 500 MG end',
  ])('does not find %s', (cell) => {
    expect(align([cell])).toMatchObject({ facts: [], pieces: 1, unaligned: 1, elided: 0 })
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
