import { type Interpretation, isInFrame } from '../../../reading/interpretation.js'
import { type Answer, said } from '../extractive-answer.js'
import type { ContextLine } from '../lines/extractive-line.js'
import type { RankedLine } from '../lines/rank-lines.js'

/** Kinds of events in the order in which a note describes a visit. Measurements are left out. */
const DOMAINS = ['visit', 'observation', 'condition', 'procedure', 'drug_exposure', 'vaccine'] as const
/** Limits for events and for sentences. */
const MOST_EVENTS = 12
const MOST_SENTENCES = 6

/**
 * What the context shows of a day: findings and actions first, then the best sentences of its notes. Null if it
 * shows neither.
 */
export function answerSummary(
  lines: readonly ContextLine[],
  ranked: readonly RankedLine[],
  interpretation: Interpretation,
): Answer | null {
  const events = DOMAINS.flatMap((domain) =>
    lines.filter(
      (line) =>
        line.isEvent &&
        line.domain === domain &&
        line.phase !== 'end' &&
        isInFrame(line.time, interpretation) &&
        !hasNumber(line),
    ),
  )
  const named = [...new Map(events.map((line) => [line.name, line])).values()].slice(0, MOST_EVENTS)
  const sentences = ranked
    .filter((line) => !line.isEvent && isInFrame(line.time, interpretation))
    .slice(0, MOST_SENTENCES)
  const told = lines.filter((line) =>
    sentences.some(({ text, place }) => text === line.text && place === line.place),
  )
  if (named.length + told.length === 0) return null
  const parts = [named.map(({ name }) => name).join('; '), told.map(said).join(' ')]
  return { text: parts.filter((part) => part !== '').join('. '), lines: [...named, ...told] }
}

function hasNumber({ text, name }: ContextLine): boolean {
  return /\d/.test(text.replace(name, '').replace(/\d{4}-\d\d-\d\d(?: \d\d:\d\d)?/g, ''))
}
