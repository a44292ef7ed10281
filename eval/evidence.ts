import type { GoldFact, GoldPlace, JudgedItem, Measure, ShownPassage, Unscored } from './measure.js'

type Span = readonly [start: number, end: number]

export const evidenceRecall: Measure = {
  name: 'evidence-recall',
  definition:
    'Share of the essential facts with a place in the context: a note span wholly inside the shown text of its note, an event named by a passage, or any passage of a note judged as a whole.',
  best: 1,
  of: (item) => recall(item, isShown),
}

export const evidenceRecallLenient: Measure = {
  name: 'evidence-recall-lenient',
  definition: 'Share of the essential facts with a place in a document of which any passage is shown.',
  best: 1,
  of: (item) =>
    recall(item, (place, passages) => passages.some((p) => p.documentIds.includes(place.documentId))),
}

export const evidencePrecision: Measure = {
  name: 'evidence-precision',
  definition:
    "Share of the passages' tokens that lie in passages holding judged evidence (essential or supporting): the passage overlaps the span, or names the event or the note judged as a whole.",
  best: 1,
  of: (item) => {
    if (item.evidence === null) return { reason: 'no evidence judgements' }
    const places = item.evidence.filter((fact) => fact.relevance >= 1).flatMap((fact) => fact.places)
    if (places.length === 0) return { reason: 'no judged evidence' }
    if (isRaw(item)) return RAW
    if (isWritten(item)) return WRITTEN
    const shown = tokensOf(item.passages)
    if (shown === 0) return { reason: 'empty context' }
    return tokensOf(item.passages.filter((passage) => places.some((place) => holds(passage, place)))) / shown
  },
}

export const utilisation: Measure = {
  name: 'utilisation',
  definition: 'Tokens of the context divided by the budget.',
  best: 1,
  of: (item) => (item.budget === null ? { reason: 'no budget' } : item.tokens / item.budget),
}

const RAW: Unscored = { reason: 'the context is raw text and names no passages' }

/** Which evidence raw text shows is not known; that is not none. */
const isRaw = ({ passages, tokens }: JudgedItem): boolean => passages.length === 0 && tokens > 0

const WRITTEN: Unscored = { reason: 'the context is what a model wrote and shows no passages' }

const isWritten = ({ passages }: JudgedItem): boolean => passages.some(({ kind }) => kind === 'written')

type ShownRule = (place: GoldPlace, passages: readonly ShownPassage[]) => boolean

function recall(item: JudgedItem, shown: ShownRule): number | Unscored {
  if (item.evidence === null) return { reason: 'no evidence judgements' }
  const essential = item.evidence.filter((fact) => fact.relevance >= 2)
  if (essential.length === 0) return { reason: 'no essential evidence' }
  if (isRaw(item)) return RAW
  if (isWritten(item)) return WRITTEN
  const found = (fact: GoldFact) => fact.places.some((place) => shown(place, item.passages))
  return essential.filter(found).length / essential.length
}

function isShown(place: GoldPlace, passages: readonly ShownPassage[]): boolean {
  const ofDocument = passages.filter((passage) => passage.documentIds.includes(place.documentId))
  const span = spanOf(place)
  if (span === null || ofDocument.some((passage) => passage.kind === 'events' || spanOf(passage) === null))
    return ofDocument.length > 0
  return union(ofDocument).some(([start, end]) => start <= span[0] && span[1] <= end)
}

/** Spans in order, those that touch or overlap made one: evidence cut by a chunk border is still all shown. */
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

function holds(passage: ShownPassage, place: GoldPlace): boolean {
  if (!passage.documentIds.includes(place.documentId)) return false
  const judged = spanOf(place)
  const shown = spanOf(passage)
  if (passage.kind === 'events' || judged === null || shown === null) return true
  return shown[0] < judged[1] && judged[0] < shown[1]
}

function spanOf(at: { readonly start: number | null; readonly end: number | null }): Span | null {
  return at.start === null || at.end === null ? null : [at.start, at.end]
}

function tokensOf(passages: readonly ShownPassage[]): number {
  return passages.reduce((sum, passage) => sum + passage.tokens, 0)
}
