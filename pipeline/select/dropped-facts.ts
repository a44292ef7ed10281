import type { Fact, Place } from '../../corpus/instruction.js'
import type { Chunk } from '../../indexes/chunks/chunk.js'
import { type Context, isUnfit, type Unfit } from '../../retrievers/packing/context.js'
import type { RecordView } from '../../retrievers/view/record-view.js'

/**
 * Ids of the facts with a place, or part of one, in passages that were ranked but did not fit, or before the end of the record that
 * the context shows; null if that is not known.
 */
export function droppedFacts(
  context: Context | Unfit,
  facts: readonly Fact[],
  view: RecordView,
): readonly string[] | null {
  if (isUnfit(context)) return null
  if (context.isEndOfRecord === true) {
    return facts
      .filter(({ places }) => places.some((place) => isCutOff(place, context, view)))
      .map(({ factId }) => factId)
  }
  if (context.droppedChunks === undefined) return null
  const holds = (chunk: Chunk, { documentId, start, end }: Place) => {
    if (chunk.kind === 'events')
      return chunk.events.some((position) => view.event(position).documentId === documentId)
    if (chunk.documentId !== documentId) return false
    return start === null || end === null || (chunk.start < end && start < chunk.end)
  }
  const isDropped = (place: Place) => context.droppedChunks!.some((chunk) => holds(chunk, place))
  return facts.filter(({ places }) => places.some(isDropped)).map(({ factId }) => factId)
}

/** Whether a visible place is not in a context, or not all of it. */
function isCutOff({ documentId, start, end }: Place, { passages }: Context, view: RecordView): boolean {
  const shown = passages.filter(({ documentIds }) => documentIds.includes(documentId))
  const note = view.note(documentId)
  if (note === undefined) return shown.length === 0 && view.eventsOf(documentId).length > 0
  const [from, to] = start === null || end === null ? [0, note.text.length] : [start, end]
  return !shown.some((passage) => (passage.start ?? 0) <= from && to <= (passage.end ?? note.text.length))
}
