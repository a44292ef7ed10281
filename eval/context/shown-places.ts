import type { GoldPlace, MeasuredItem, ShownPassage, Unscored } from '../measured/measured-item.js'

type Span = readonly [start: number, end: number]
type Ends = { readonly start: number | null; readonly end: number | null }

const RAW: Unscored = { reason: 'the context is raw text and names no passages' }
const WRITTEN: Unscored = { reason: 'the context is what a model wrote and shows no passages' }

/** The places of all judged evidence, essential or supporting, or why there are none. */
export function evidencePlaces({ evidence }: MeasuredItem): readonly GoldPlace[] | Unscored {
  if (evidence === null) return { reason: 'no evidence judgements' }
  const places = evidence.filter((fact) => fact.relevance >= 1).flatMap((fact) => fact.places)
  return places.length === 0 ? { reason: 'no judged evidence' } : places
}

/** Why it is not known which evidence a context shows, which differs from showing none; null if it is known. */
export function unknownShown({ passages, tokens, isShownKnown = false }: MeasuredItem): Unscored | null {
  if (passages.length === 0 && tokens > 0 && !isShownKnown) return RAW
  return passages.some(({ kind }) => kind === 'written') ? WRITTEN : null
}

/** Tokens of all passages. */
export function tokensOf(passages: readonly ShownPassage[]): number {
  return passages.reduce((sum, passage) => sum + passage.tokens, 0)
}

/** Whether all of a place is shown; passages that touch or overlap show a span together. */
export function isShown(place: GoldPlace, passages: readonly ShownPassage[]): boolean {
  const ofDocument = passages.filter((passage) => passage.documentIds.includes(place.documentId))
  const span = spanOf(place)
  if (span === null || ofDocument.some((passage) => passage.kind === 'events' || spanOf(passage) === null))
    return ofDocument.length > 0
  return union(ofDocument).some(([start, end]) => start <= span[0] && span[1] <= end)
}

/** Whether a passage shows at least a part of a place. */
export function holds(passage: ShownPassage, place: GoldPlace): boolean {
  return (
    passage.documentIds.includes(place.documentId) && (passage.kind === 'events' || overlap(passage, place))
  )
}

/** Whether two places of one document have a character in common; a place without a span is the whole document. */
export function overlap(a: Ends, b: Ends): boolean {
  const [one, other] = [spanOf(a), spanOf(b)]
  return one === null || other === null || (one[0] < other[1] && other[0] < one[1])
}

/** Spans in order, with those that touch or overlap joined, so that evidence cut by a chunk border still counts as shown in full. */
function union(passages: readonly ShownPassage[]): Span[] {
  const spans = passages.map(spanOf).filter((span) => span !== null)
  const merged: Span[] = []
  for (const [start, end] of spans.toSorted((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = merged.at(-1)
    if (last !== undefined && start <= last[1]) merged[merged.length - 1] = [last[0], Math.max(last[1], end)]
    else merged.push([start, end])
  }
  return merged
}

function spanOf({ start, end }: Ends): Span | null {
  return start === null || end === null ? null : [start, end]
}
