import { characterEnd, characterStart } from '../../base/text/whole-characters.js'
import type { Fact, Place } from '../../corpus/instruction.js'
import type { ChartTime, Note, PatientRecord } from '../../corpus/record.js'
import { isVisible } from '../../corpus/visibility.js'
import { type AlignedEvidence, alignEvidence } from '../../evidence/align-evidence.js'
import { STRICT_CUT_OFF } from '../../evidence/confidence.js'
import { countPieces, noPieces, type PieceCounts } from '../../evidence/count-pieces.js'

/** Raise it if the same cells and record give other facts or counts, counts of a record included. */
export const EVIDENCE_FORMAT = 5

/** What is known about the evidence of one instruction: its judgements or, if there are none, the annotators' cells. */
export type EvidenceTask = {
  readonly instructionId: string
  readonly asOf: ChartTime | null
  readonly judged: readonly Fact[] | null
  readonly cells: readonly string[]
}

/** The evidence of a patient's instructions, located in the record. */
export type PatientEvidence = Readonly<PieceCounts> & {
  /** The evidence that instructions may find: its places are in the record and not after the as-of time. */
  readonly facts: readonly Fact[]
  /** How many judged places are in documents that the record does not have, or in spans beyond their note. */
  readonly absent: number
  /** How many judged places name, without a span, an id that several notes share: any of these notes is evidence. */
  readonly shared: number
  /** How many facts have all of their places after the as-of time. */
  readonly late: number
  /** Instructions of which something is judged, and all of it after the as-of time. */
  readonly onlyLate: readonly string[]
}

/** Decides once, while indexing, which evidence can be found, so that no strategy is measured by what it may not see. */
export function patientEvidence(record: PatientRecord, tasks: readonly EvidenceTask[]): PatientEvidence {
  const notes = new Map(record.notes.map((note) => [note.documentId, note]))
  const events = new Map(record.events.map((event) => [event.documentId, event.time]))
  const isThere = ({ documentId, end }: Place) => {
    const note = notes.get(documentId)
    return note === undefined ? events.has(documentId) : end === null || end <= note.text.length
  }
  const timeOf = ({ documentId }: Place) => notes.get(documentId)?.time ?? events.get(documentId) ?? null
  const align = alignEvidence(record)
  const pieces = noPieces()
  const counts = { absent: 0, shared: 0, late: 0 }
  const onlyLate: string[] = []
  const facts = tasks.flatMap(({ instructionId, asOf, judged, cells }) => {
    const aligned = judged === null ? align(cells, asOf) : null
    if (aligned !== null) countPieces(pieces, aligned)
    const all = judged ?? alignedFacts(instructionId, aligned!)
    const lateBefore = counts.late
    const found = all.flatMap((fact) => {
      const meant = fact.places.map((place) => placesMeant(place, record.namesakes, isThere))
      const there = meant.flat().filter(isThere)
      const places = there
        .filter((place) => isVisible(timeOf(place), asOf))
        .map((place) => ofWholeCharacters(place, notes.get(place.documentId)))
      counts.absent += meant.filter((those) => !those.some(isThere)).length
      counts.shared += meant.filter((those) => those.length > 1).length
      if (places.length === 0 && there.length > 0) counts.late++
      return places.length === 0 ? [] : [{ ...fact, places }]
    })
    if (all.length > 0 && counts.late - lateBefore === all.length) onlyLate.push(instructionId)
    return found
  })
  return { facts, ...pieces, ...counts, onlyLate }
}

/** A span of a shared id is in the first of the notes that is long enough. */
function placesMeant(
  place: Place,
  namesakes: PatientRecord['namesakes'],
  isThere: (place: Place) => boolean,
): Place[] {
  const same = namesakes?.get(place.documentId)?.map((documentId) => ({ ...place, documentId }))
  if (same === undefined) return [place]
  return place.end === null ? same : [same.find(isThere) ?? place]
}

/** Other tools count characters differently: a span that begins or ends inside a character gets all of it. */
function ofWholeCharacters(place: Place, note: Note | undefined): Place {
  const { documentId, start, end } = place
  if (note === undefined || start === null || end === null) return place
  return { documentId, start: characterStart(note.text, start), end: characterEnd(note.text, end) }
}

/** Essential above the strict cut-off, supporting below it. */
function alignedFacts(instructionId: string, { facts }: AlignedEvidence): Fact[] {
  return facts.map(({ places, confidence }, i) => ({
    instructionId,
    factId: `${instructionId}:${i + 1}`,
    relevance: confidence >= STRICT_CUT_OFF ? 2 : 1,
    places,
  }))
}
