import type { Measure } from '../measured/measure-row.js'
import type { GoldFact, GoldPlace, MeasuredItem, ShownPassage, Unscored } from '../measured/measured-item.js'
import { closestStretchF1 } from './closest-stretch.js'
import { evidencePlaces, holds, isShown, tokensOf, unknownShown } from './shown-places.js'

const ENOUGH_F1 = 0.5

/** Recall of essential facts: the primary measure of contexts. */
export const evidenceRecall: Measure = {
  name: 'evidence-recall',
  definition:
    'Share of the essential facts with a place in the context: a note span wholly inside the shown text of its note, an event named by a passage, or any passage of a note judged as a whole.',
  direction: 'higher',
  best: 1,
  full: 1,
  needs: ['evidence', 'passages'],
  of: (item) => recall(item, isShown),
}

/** Recall of essential facts, near misses included. */
export const evidenceRecallF1: Measure = {
  name: 'evidence-recall-f1',
  definition: `As evidence-recall, or if a passage of the same note contains a stretch as long as the judged span with a SQuAD token F1 of ${ENOUGH_F1} or more.`,
  direction: 'higher',
  best: 1,
  full: 1,
  needs: ['evidence', 'evidence-texts', 'passages'],
  of: (item) => {
    const essential = (item.evidence ?? []).filter((fact) => fact.relevance >= 2)
    const isUntold = ({ start, text }: GoldPlace) => start !== null && typeof text !== 'string'
    if (essential.some((fact) => fact.places.some(isUntold)))
      return { reason: 'the text of the evidence is not available' }
    return recall(item, isNearlyShown)
  },
}

/** Recall of documents that hold essential facts. */
export const evidenceRecallLenient: Measure = {
  name: 'evidence-recall-lenient',
  definition: 'Share of the essential facts with a place in a document of which any passage is shown.',
  direction: 'higher',
  best: 1,
  full: 1,
  needs: ['evidence', 'passages'],
  of: (item) =>
    recall(item, (place, passages) => passages.some((p) => p.documentIds.includes(place.documentId))),
}

/** Recall of essential and supporting facts, by relevance. */
export const evidenceRecallGraded: Measure = {
  name: 'evidence-recall-graded',
  definition:
    'As evidence-recall, over essential and supporting facts, weighted by grade: essential 2, supporting 1.',
  direction: 'higher',
  best: 1,
  full: 1,
  needs: ['evidence', 'passages'],
  of: (item) => {
    if (item.evidence === null) return { reason: 'no evidence judgements' }
    const judged = item.evidence.filter((fact) => fact.relevance >= 1)
    if (judged.length === 0) return { reason: 'no judged evidence' }
    return (
      unknownShown(item) ??
      weightOf(judged.filter((fact) => isFound(fact, isShown, item.passages))) / weightOf(judged)
    )
  },
}

/** How much of a context is evidence. */
export const evidencePrecision: Measure = {
  name: 'evidence-precision',
  definition:
    "Share of the passages' tokens that are in passages with judged evidence (essential or supporting): the passage overlaps the span, or names the event or the note judged as a whole.",
  direction: 'higher',
  best: 1,
  full: 1,
  needs: ['evidence', 'passages'],
  of: (item) => {
    const places = evidencePlaces(item)
    if ('reason' in places) return places
    const unknown = unknownShown(item)
    if (unknown !== null) return unknown
    const shown = tokensOf(item.passages)
    if (shown === 0) return { reason: 'empty context' }
    return tokensOf(item.passages.filter((passage) => places.some((place) => holds(passage, place)))) / shown
  },
}

/** How much of the budget is used. */
export const utilisation: Measure = {
  name: 'utilisation',
  definition: 'Tokens of the context divided by the budget.',
  direction: 'higher',
  best: 1,
  full: 1,
  needs: ['budget'],
  of: (item) => (item.budget === null ? { reason: 'no budget' } : item.tokens / item.budget),
}

type ShownRule = (place: GoldPlace, passages: readonly ShownPassage[]) => boolean

function recall(item: MeasuredItem, shown: ShownRule): number | Unscored {
  if (item.evidence === null) return { reason: 'no evidence judgements' }
  const essential = item.evidence.filter((fact) => fact.relevance >= 2)
  if (essential.length === 0) return { reason: 'no essential evidence' }
  return (
    unknownShown(item) ??
    essential.filter((fact) => isFound(fact, shown, item.passages)).length / essential.length
  )
}

function isFound(fact: GoldFact, shown: ShownRule, passages: readonly ShownPassage[]): boolean {
  return fact.places.some((place) => shown(place, passages))
}

function isNearlyShown(place: GoldPlace, passages: readonly ShownPassage[]): boolean {
  if (isShown(place, passages)) return true
  const { documentId, text } = place
  return (
    typeof text === 'string' &&
    passages.some(
      (passage) =>
        passage.documentIds.includes(documentId) && closestStretchF1(text, passage.text ?? '') >= ENOUGH_F1,
    )
  )
}

function weightOf(facts: readonly GoldFact[]): number {
  return facts.reduce((sum, fact) => sum + fact.relevance, 0)
}
