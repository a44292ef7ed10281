import { alignEvidence } from '../corpus/align-evidence.js'
import type { Fact, Place } from '../corpus/instruction.js'
import type { ChartTime, PatientRecord } from '../corpus/record.js'
import { isVisible } from '../retrievers/visibility.js'

/** What is known of the evidence of one instruction: its judgements, or the annotators' cells where there are none. */
export type EvidenceTask = {
  readonly instructionId: string
  readonly asOf: ChartTime | null
  readonly judged: readonly Fact[] | null
  readonly cells: readonly string[]
}

export type PatientEvidence = {
  /** What an instruction may find: places that are in the record and not after its as-of time. */
  readonly facts: readonly Fact[]
  readonly pieces: number
  readonly unaligned: number
  /** Pieces that the cells count without writing them: 'and 2 more'. */
  readonly elided: number
  /** Judged places of documents that the record does not have, spans beyond their note included. */
  readonly absent: number
  /** Facts all of whose places lie after the as-of time. */
  readonly late: number
}

/** Judges once, at the door, which evidence can be found: no strategy is asked for what it may not see. */
export function patientEvidence(record: PatientRecord, tasks: readonly EvidenceTask[]): PatientEvidence {
  const notes = new Map(record.notes.map((note) => [note.documentId, note]))
  const events = new Map(record.events.map((event) => [event.documentId, event.time]))
  const isThere = ({ documentId, end }: Place) => {
    const note = notes.get(documentId)
    return note === undefined ? events.has(documentId) : end === null || end <= note.text.length
  }
  const timeOf = ({ documentId }: Place) => notes.get(documentId)?.time ?? events.get(documentId) ?? null
  const align = alignEvidence(record)
  const counts = { pieces: 0, unaligned: 0, elided: 0, absent: 0, late: 0 }
  const facts = tasks.flatMap(({ instructionId, asOf, judged, cells }) => {
    const all = judged ?? alignedFacts(instructionId, align(cells), counts)
    return all.flatMap((fact) => {
      const there = fact.places.filter(isThere)
      const places = there.filter((place) => isVisible(timeOf(place), asOf))
      counts.absent += fact.places.length - there.length
      if (places.length === 0 && there.length > 0) counts.late++
      return places.length === 0 ? [] : [{ ...fact, places }]
    })
  })
  return { facts, ...counts }
}

function alignedFacts(
  instructionId: string,
  aligned: ReturnType<ReturnType<typeof alignEvidence>>,
  counts: { pieces: number; unaligned: number; elided: number },
): Fact[] {
  counts.pieces += aligned.pieces
  counts.unaligned += aligned.unaligned
  counts.elided += aligned.elided
  return aligned.facts.map(({ places }, i) => ({
    instructionId,
    factId: `${instructionId}:${i + 1}`,
    relevance: 2,
    places,
  }))
}
