import { groupBy } from '../../base/group-by.js'
import { firstCharacters } from '../../base/text/whole-characters.js'
import type { Place } from '../../corpus/instruction.js'
import type { Event, Note } from '../../corpus/record.js'
import { eventLabel } from '../../indexes/chunks/render-events.js'
import { readStoredRecord } from '../../indexes/store/record-store.js'

/** Characters of a note judged as a whole that are shown as evidence. */
const WHOLE_NOTE_CHARS = 400

/** Notes and events of one patient by document id. */
export type PatientChart = {
  readonly notes: ReadonlyMap<string, Note>
  readonly events: ReadonlyMap<string, readonly Event[]>
}

/** Of a patient whose record could not be read. */
export const EMPTY_CHART: PatientChart = { notes: new Map(), events: new Map() }

/** @param path of the patient's record.db */
export function readPatientChart(path: string, patientId: string): PatientChart {
  const { record } = readStoredRecord(path, patientId)
  return {
    notes: new Map(record.notes.map((note) => [note.documentId, note])),
    events: groupBy(record.events, ({ documentId }) => documentId),
  }
}

/** What stands at a judged place, of a long note judged as a whole its beginning; null where the record does not have it. */
export function placeText(
  { documentId, start, end }: Place,
  { notes, events }: PatientChart,
): { readonly where: string; readonly text: string | null } {
  const note = notes.get(documentId)
  if (note === undefined) {
    const labels = [...new Set((events.get(documentId) ?? []).map(eventLabel))]
    return { where: documentId, text: labels.length === 0 ? null : labels.join('; ') }
  }
  if (start !== null && end !== null)
    return { where: `${documentId} ${start}–${end}`, text: note.text.slice(start, end) }
  const isLong = note.text.length > WHOLE_NOTE_CHARS
  const shown = isLong ? `${firstCharacters(note.text, WHOLE_NOTE_CHARS)}…` : note.text
  return { where: `${documentId}, the whole note`, text: shown }
}
