import type { Fact, Place } from '../../../corpus/instruction.js'
import type { DroppedPassage } from '../../../retrievers/packing/context.js'

/** What the marks before passages mean. */
export const MARKS_LEGEND = '● holds judged evidence that is essential, ○ that is supporting'

/** The mark of the most relevant judged evidence that the passage holds at least part of; empty if it holds none. */
export function evidenceMark(passage: DroppedPassage, facts: readonly Fact[]): '●' | '○' | '' {
  const held = facts.filter(({ places }) => places.some((place) => touches(passage, place)))
  if (held.some(({ relevance }) => relevance >= 2)) return '●'
  return held.some(({ relevance }) => relevance >= 1) ? '○' : ''
}

/** Whether a passage, or the span that a citation names, holds at least part of a place. */
export function touches(
  { documentIds, start, end }: Pick<DroppedPassage, 'documentIds' | 'start' | 'end'>,
  place: Place,
): boolean {
  if (!documentIds.includes(place.documentId)) return false
  if (start === null || end === null || place.start === null || place.end === null) return true
  return start < place.end && place.start < end
}
