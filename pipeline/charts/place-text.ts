import { firstCharacters } from '../../base/text/whole-characters.js'
import type { Place } from '../../corpus/instruction.js'
import { eventLabel } from '../../indexes/chunks/render-events.js'
import type { StoredChart } from './stored-chart.js'

/** Most characters shown of a note that was judged as a whole. */
const WHOLE_NOTE_CHARS = 400

/** The text at a judged place, or the beginning of a long note judged as a whole; null if the record does not have it. */
export function placeText(
  { documentId, start, end }: Place,
  chart: StoredChart,
): { readonly where: string; readonly text: string | null } {
  const note = chart.note(documentId)
  if (note === null) {
    const labels = [...new Set(chart.eventsOf(documentId).map(eventLabel))]
    return { where: documentId, text: labels.length === 0 ? null : labels.join('; ') }
  }
  if (start !== null && end !== null)
    return { where: `${documentId} ${start}–${end}`, text: note.text.slice(start, end) }
  const isLong = note.text.length > WHOLE_NOTE_CHARS
  const shown = isLong ? `${firstCharacters(note.text, WHOLE_NOTE_CHARS)}…` : note.text
  return { where: `${documentId}, the whole note`, text: shown }
}
