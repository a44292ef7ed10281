import { describe, expect, it } from 'vitest'
import type { Note, PatientRecord } from '../../../../corpus/record.js'
import { answerabilityOf } from '../../../../pipeline/index/known/answerability.js'
import { patientEvidence } from '../../../../pipeline/index/patient-evidence.js'

const note = (documentId: string, time: string): Note => ({
  documentId,
  encounterId: null,
  time,
  type: 'note',
  text: 'Hb 12.',
})
const RECORD = {
  patientId: 'p',
  notes: [note('note:early', '2020-01-01 00:00:00'), note('note:late', '2022-01-01 00:00:00')],
  events: [],
  encounters: [],
} as unknown as PatientRecord
const AS_OF = '2021-01-01 00:00:00'

function known(judged: readonly (readonly [document: string, relevance: number])[], declared?: boolean) {
  const facts = judged.map(([documentId, relevance], i) => ({
    instructionId: '1',
    factId: `${i}`,
    relevance,
    places: [{ documentId, start: null, end: null }],
  }))
  const task = { instructionId: '1', asOf: AS_OF, judged: facts, cells: [] }
  const answerable = new Map(declared === undefined ? [] : [['1', declared]])
  return answerabilityOf({ answerable }, [patientEvidence(RECORD, [task])]).get('1')
}

describe('answerabilityOf', () => {
  it('calls an instruction unanswerable only if something is judged and all of it is too late', () => {
    expect(known([['note:late', 2]])).toEqual({
      isAnswerable: false,
      because: 'all evidence is after the as-of time',
    })
    expect(
      known([
        ['note:late', 2],
        ['note:early', 2],
      ])?.isAnswerable,
    ).toBe(true)
    expect(known([['note:early', 2]])).toEqual({ isAnswerable: true, because: 'evidence is visible' })
  })

  it('knows nothing of what is not judged, is only supported, or is not in the record', () => {
    expect(known([])).toBeUndefined()
    expect(known([['note:early', 1]])).toBeUndefined()
    expect(known([['note:nowhere', 2]])).toBeUndefined()
    expect(
      known([
        ['note:nowhere', 2],
        ['note:late', 2],
      ]),
    ).toBeUndefined()
  })

  it('believes what is declared before what is judged', () => {
    expect(known([['note:late', 2]], true)).toEqual({ isAnswerable: true, because: 'declared' })
    expect(known([], false)).toEqual({ isAnswerable: false, because: 'declared' })
  })
})
