import type { Fact } from '../corpus/instruction.js'
import type { AnswerText, DrillDownContext } from '../eval/drill-down-item.js'
import { NOT_REACHED } from '../eval/measure.js'
import { markEvidence } from './mark-evidence.js'
import type { PatientChart } from './patient-chart.js'
import type { StoredContext, StoredResponse } from './results-store.js'

/** A context's passages as the model read them: by label, spans of a note in its order. */
export function passagesAsRead({ passages }: StoredContext): StoredContext['passages'] {
  return passages.toSorted((a, b) => a.label - b.label || (a.start ?? 0) - (b.start ?? 0) || a.rank - b.rank)
}

/** A stored context with judged evidence marked. One that names no passages, since it is raw text, is shown as it is. */
export function shownContext(
  context: StoredContext,
  facts: readonly Fact[],
  { events }: PatientChart,
): DrillDownContext {
  const { strategy, tokens, dropped, reason } = context
  const passages = passagesAsRead(context).map((passage) => {
    const { label, rank, time, type, documentIds, tokens: taken } = passage
    const marked = markEvidence(passage, facts, (id) => events.get(id) ?? [])
    return { label, rank, time, type, documentIds, tokens: taken, ...marked }
  })
  return { strategy, tokens, dropped, passages, text: passages.length > 0 ? null : context.text, reason }
}

/**
 * A stored response with its citations led to where they stand.
 * @param passages of the same context as the page shows them; none where it does not
 */
export function shownAnswer(
  response: StoredResponse | undefined,
  passages: StoredContext['passages'],
): AnswerText {
  if (response === undefined) return noAnswer(NOT_REACHED)
  const { text, reason, citations, spans, unknownCitations } = response
  const cited = citations.map((documentId) => {
    const start = spans.find((span) => span.documentId === documentId)?.start ?? null
    const places = passages.flatMap((one, i) => (one.documentIds.includes(documentId) ? [{ ...one, i }] : []))
    const place = places.find((one) => one.start === start) ?? places[0]
    return { documentId, passage: place?.i ?? null }
  })
  return { text, reason, citations: cited, unknownCitations }
}

export function noAnswer(reason: string): AnswerText {
  return { text: null, reason, citations: [], unknownCitations: 0 }
}
