import { describe, expect, it } from 'vitest'
import type { Fact } from '../../corpus/instruction.js'
import { patientEvidence } from '../../pipeline/patient-evidence.js'
import { anna } from '../fixtures/two-patients.js'

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

  it('aligns the evidence column only where nobody judged', () => {
    const task = { instructionId: 'i1', asOf: null, cells: ['Metformin stopped because of diarrhoea.'] }
    expect(patientEvidence(anna, [{ ...task, judged: null }]).facts).toEqual([
      { instructionId: 'i1', factId: 'i1:1', relevance: 2, places: [place('note:4', 0, 39)] },
    ])
    expect(patientEvidence(anna, [{ ...task, judged: [] }])).toMatchObject({ facts: [], pieces: 0 })
  })
})
