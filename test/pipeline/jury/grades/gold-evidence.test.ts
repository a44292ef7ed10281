import { describe, expect, it } from 'vitest'
import type { Fact } from '../../../../corpus/instruction.js'
import type { PatientRecord } from '../../../../corpus/record.js'
import { goldEvidence, NO_EVIDENCE } from '../../../../pipeline/jury/grades/gold-evidence.js'

const record: Pick<PatientRecord, 'notes' | 'events'> = {
  notes: [
    {
      documentId: 'note:1',
      time: '2020-01-02 03:04:05',
      type: 'progress note',
      encounterId: null,
      text: 'Walks with a stick.',
    },
    { documentId: 'note:2', time: null, type: null, encounterId: null, text: 'Whole note.' },
  ],
  events: [
    {
      documentId: 'event:e',
      time: '2020-02-03 00:00:00',
      domain: 'measurement',
      code: 'c',
      name: 'Weight',
      value: '81.0',
      unit: 'kg',
      encounterId: null,
    },
  ],
}

function fact(documentId: string, start: number | null = null, end: number | null = null): Fact {
  const place = { documentId, start, end }
  return {
    instructionId: 'i',
    factId: documentId,
    relevance: 2,
    places: [place, { ...place, documentId: 'note:9' }],
  }
}

const chart = {
  note: (id: string) => record.notes.find(({ documentId }) => documentId === id) ?? null,
  eventsOf: (id: string) => record.events.filter(({ documentId }) => documentId === id),
}

describe('goldEvidence', () => {
  it('shows spans, whole notes and events under date and type, of each fact the first place', () => {
    const facts = [fact('note:1', 11, 18), fact('note:2'), fact('event:e')]
    expect(goldEvidence({ evidence: ['not shown'] }, facts, chart)).toBe(
      '2020-01-02 03:04 progress note\na stick\n\nundated note\nWhole note.\n\n2020-02-03 00:00 measurement: Weight 81.0 kg',
    )
  })

  it('shows a place of two facts once', () => {
    expect(goldEvidence({ evidence: [] }, [fact('event:e'), fact('event:e')], chart)).toBe(
      '2020-02-03 00:00 measurement: Weight 81.0 kg',
    )
  })

  it("shows the annotators' cells where nothing is judged, and says where there are none", () => {
    expect(goldEvidence({ evidence: [' with a stick ', ''] }, [], chart)).toBe('with a stick')
    expect(goldEvidence({ evidence: [] }, [], chart)).toBe(NO_EVIDENCE)
    expect(goldEvidence({ evidence: ['cell'] }, [fact('note:8')], chart)).toBe('cell')
  })
})
