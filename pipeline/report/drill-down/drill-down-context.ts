import { groupBy } from '../../../base/group-by.js'
import type { Fact } from '../../../corpus/instruction.js'
import type { Cause } from '../../../eval/compare/failure-attribution.js'
import { NOT_REACHED } from '../../../eval/measured/measured-item.js'
import type {
  AnswerText,
  DrillDownArm,
  DrillDownContext,
} from '../../../eval/report/items/drill-down-item.js'
import { NO_THOUGHTS } from '../../../generators/generator.js'
import { passageEvents } from '../../charts/passage-events.js'
import type { StoredChart } from '../../charts/stored-chart.js'
import type { StoredContext, StoredResponse } from '../../results/stored-result.js'
import { markEvidence } from './mark-evidence.js'

/**
 * A context's passages in the order in which the model read them: by label, then by the order of spans in a note. A context
 * without labels lists them in this order.
 */
function passagesAsRead({ passages }: StoredContext): StoredContext['passages'] {
  if (passages.some(({ label }) => label === null)) return passages
  return passages.toSorted(
    (a, b) => a.label! - b.label! || (a.start ?? 0) - (b.start ?? 0) || a.rank - b.rank,
  )
}

/** Where the contexts of an item are on its page. */
export type ContextPlaces = {
  of(arm: DrillDownArm): { readonly context: number; readonly passages: StoredContext['passages'] }
}

/** Contexts of one instruction with judged evidence marked. Equal contexts of several strategies or budgets are shown once. */
export function shownContexts(
  stored: readonly StoredContext[],
  facts: readonly Fact[],
  chart: StoredChart,
): { readonly contexts: readonly DrillDownContext[]; readonly places: ContextPlaces } {
  const groups = [...groupBy(stored, contentKey).values()]
  const places = new Map(
    groups.flatMap((group, context) =>
      group.map((one) => [armKey(one), { context, passages: passagesAsRead(one) }] as const),
    ),
  )
  return {
    contexts: groups.map((group) => shownContext(group, facts, chart)),
    places: { of: (arm) => places.get(armKey(arm))! },
  }
}

function contentKey({ text, passages, tokens, dropped, reason }: StoredContext): string {
  return JSON.stringify([text, passages, tokens, dropped, reason])
}

function armKey({ strategy, budget }: DrillDownArm): string {
  return JSON.stringify([strategy, budget])
}

/** A context as the page shows it. A text that names no passages is shown unchanged. */
function shownContext(
  group: readonly StoredContext[],
  facts: readonly Fact[],
  chart: StoredChart,
): DrillDownContext {
  const [context] = group as [StoredContext]
  const { tokens, dropped, reason } = context
  const events = { eventsOf: (id: string) => chart.eventsOf(id), shownBy: passageEvents(chart) }
  const passages = passagesAsRead(context).map((passage) => {
    const { label, rank, time, type, documentIds, tokens: taken } = passage
    const marked = markEvidence(passage, facts, events)
    return { label, rank, time, type, documentIds, tokens: taken, ...marked }
  })
  const arms = group.map(({ strategy, budget }) => ({ strategy, budget }))
  return { arms, tokens, dropped, passages, text: passages.length > 0 ? null : context.text, reason }
}

/** A stored response with the places of its citations in its context. */
export function shownAnswer(
  response: StoredResponse | undefined,
  cause: Cause,
  { context, passages }: ReturnType<ContextPlaces['of']>,
): AnswerText {
  if (response === undefined) return { ...noAnswer(NOT_REACHED), cause }
  const { text, reason, thoughts = NO_THOUGHTS, citations, spans, unknownCitations } = response
  const cited = citations.map((documentId) => {
    const start = spans.find((span) => span.documentId === documentId)?.start ?? null
    const places = passages.flatMap((one, i) => (one.documentIds.includes(documentId) ? [{ ...one, i }] : []))
    const place = places.find((one) => one.start === start) ?? places[0]
    return { documentId, place: place === undefined ? null : { context, passage: place.i } }
  })
  return {
    text,
    reason,
    cause,
    ...(thoughts.text === '' ? {} : { thoughts: thoughts.text, thoughtTokens: thoughts.tokens }),
    citations: cited,
    unknownCitations,
  }
}

/** What the page has instead of a missing answer: the reason. */
export function noAnswer(reason: string): AnswerText {
  return { text: null, reason, cause: 'unscored', citations: [], unknownCitations: 0 }
}
