import type { Fact, Place } from '../../corpus/instruction.js'
import type { Chunk } from '../../indexes/chunks/chunk.js'
import { type Context, isUnfit, type Unfit } from '../../retrievers/packing/context.js'
import type { RecordView } from '../../retrievers/view/record-view.js'

/** Ids of the facts with a place, or part of one, in passages that were ranked but did not fit; null if that is not known. */
export function droppedFacts(
  context: Context | Unfit,
  facts: readonly Fact[],
  view: RecordView,
): readonly string[] | null {
  if (isUnfit(context) || context.droppedChunks === undefined) return null
  const holds = (chunk: Chunk, { documentId, start, end }: Place) => {
    if (chunk.kind === 'events')
      return chunk.events.some((position) => view.event(position).documentId === documentId)
    if (chunk.documentId !== documentId) return false
    return start === null || end === null || (chunk.start < end && start < chunk.end)
  }
  const isDropped = (place: Place) => context.droppedChunks!.some((chunk) => holds(chunk, place))
  return facts.filter(({ places }) => places.some(isDropped)).map(({ factId }) => factId)
}
