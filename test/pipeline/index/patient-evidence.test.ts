import { describe, expect, it } from 'vitest'
import type { Fact } from '../../../corpus/instruction.js'
import { patientEvidence } from '../../../pipeline/index/patient-evidence.js'
import { anna } from '../../fixtures/two-patients.js'

const place = (documentId: string, start: number | null = null, end: number | null = null) => ({
  documentId,
  start,
  end,
})
const fact = (factId: string, ...places: ReturnType<typeof place>[]): Fact => ({
  instructionId: 'i1',
  factId,
  relevance: 2,
  places,
})
const judged = (asOf: string | null, ...facts: Fact[]) =>
  patientEvidence(anna, [{ instructionId: 'i1', asOf, judged: facts, cells: [] }])

describe('patientEvidence', () => {
  it('keeps of each fact the places that an instruction may see', () => {
    const early = place('event:2020-03-01 09:00:00|LOINC/2345-7')
    const late = place('event:2022-05-05 10:00:00|LOINC/2345-7')
    expect(judged('2021-01-01 00:00:00', fact('a', late, early)).facts).toEqual([fact('a', early)])
  })

  it('drops and counts facts of which all is too late or undated, and places that are not in the record', () => {
    const evidence = judged(
      '2021-01-01 00:00:00',
      fact('late', place('note:4', 0, 39)),
      fact('undated', place('note:5')),
      fact('absent', place('note:77')),
      fact('beyond', place('note:2', 0, 4000)),
      fact('seen', place('note:2', 0, 14)),
    )
    expect(evidence.facts.map(({ factId }) => factId)).toEqual(['seen'])
    expect(evidence).toMatchObject({ late: 2, absent: 2 })
  })

  it('takes any note of a shared id where a judgement has no span, counts it, and places a span in a note that has it', () => {
    const [a, b] = anna.notes.toSorted((one, other) => one.text.length - other.text.length)
    const [first, second] = [a!.documentId, b!.documentId]
    const record = { ...anna, namesakes: new Map([[first, [first, second]]]) }
    const short = a!.text.length
    expect(b!.text.length).toBeGreaterThan(short)
    const facts = [
      fact('either', place(first)),
      fact('first', place(first, 0, short)),
      fact('second', place(first, 0, short + 1)),
      fact('neither', place(first, 0, 5000)),
      fact('own', place(second)),
    ]
    const evidence = patientEvidence(record, [{ instructionId: 'i1', asOf: null, judged: facts, cells: [] }])
    expect(evidence.facts).toEqual([
      fact('either', place(first), place(second)),
      fact('first', place(first, 0, short)),
      fact('second', place(second, 0, short + 1)),
      fact('own', place(second)),
    ])
    expect(evidence).toMatchObject({ shared: 1, absent: 1 })
  })

  it('gives a span that cuts a character in two all of it', () => {
    const [note] = anna.notes
    const record = { ...anna, notes: [{ ...note!, text: 'a😀b' }] }
    const cut = fact('cut', place(note!.documentId, 2, 4))
    const task = { instructionId: 'i1', asOf: null, judged: [cut], cells: [] }
    expect(patientEvidence(record, [task]).facts).toEqual([fact('cut', place(note!.documentId, 1, 4))])
  })

  it('aligns the evidence column only where nobody judged', () => {
    const task = { instructionId: 'i1', asOf: null, cells: ['Metformin stopped because of diarrhoea.'] }
    expect(patientEvidence(anna, [{ ...task, judged: null }]).facts).toEqual([
      { instructionId: 'i1', factId: 'i1:1', relevance: 2, places: [place('note:4', 0, 39)] },
    ])
    expect(patientEvidence(anna, [{ ...task, judged: [] }])).toMatchObject({ facts: [], pieces: 0 })
  })

  it('counts how pieces were found, takes doubtful ones for supporting, and tells no text', () => {
    const cells = [
      'Metformin stopped because of diarrhoea.',
      '- metformin, stopped (because of DIARRHOEA)',
      'metformin stoped because of diarhoea',
      '3/1/19 Hgb 12.6',
      // A name alone.
      'Diabetes mellitus type',
      'nothing of the kind was ever said',
      '3/1/19 Sodium 140',
    ]
    const evidence = patientEvidence(anna, [{ instructionId: 'i1', asOf: null, judged: null, cells }])
    const { facts, ...counts } = evidence
    expect(facts.map(({ factId, relevance, places }) => [factId, relevance, places[0]!.documentId])).toEqual([
      ['i1:1', 2, 'note:4'],
      ['i1:2', 2, 'event:2019-03-01 09:00:00|LOINC/718-7'],
    ])
    expect(counts).toEqual({
      pieces: 7,
      exact: 1,
      normalised: 1,
      alike: 2,
      doubtful: 0,
      unaligned: 3,
      unalignedKinds: { words: 2, 'dated line': 1 },
      ambiguous: 0,
      elided: 0,
      inferred: 0,
      absent: 0,
      shared: 0,
      late: 0,
      onlyLate: [],
    })
  })

  it('takes what is likely, not sure, for supporting evidence', () => {
    const { facts, doubtful } = patientEvidence(anna, [
      { instructionId: 'i1', asOf: null, judged: null, cells: ['Hemoglobin 12.6 g/dL'] },
    ])
    expect([doubtful, facts.map(({ relevance }) => relevance)]).toEqual([1, [1]])
  })
})
