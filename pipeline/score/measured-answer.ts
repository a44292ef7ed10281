import type { Instruction } from '../../corpus/instruction.js'
import { type Citations, type MeasuredItem, NOT_REACHED } from '../../eval/measured/measured-item.js'
import { needs } from '../../eval/measures/measure-needs.js'
import type { StoredExperiment } from '../opened/stored-experiment.js'
import type { StoredContext, StoredResponse } from '../results/stored-result.js'
import { goldPlaces } from './gold-places.js'

/** What measures see of the answers that a generator gave to one context, one per repeat. */
export type AnswersOf = (
  instruction: Instruction,
  context: StoredContext,
  keys: readonly string[],
) => MeasuredItem[]

/** Reads stored answers with everything that the measures of the experiment need. */
export function measuredAnswers(stored: StoredExperiment): AnswersOf {
  const { experiment, store, gradesOf } = stored
  const { file, indexed } = experiment
  // Labels are read only if they are measured.
  const severityOf = file.measures.some((measure) => needs(measure, 'severity'))
    ? stored.severityOf
    : () => null
  const gold = goldPlaces(experiment)
  return (instruction, context, keys) => {
    const { instructionId } = instruction
    const { evidence, asOf } = gold.get(instructionId)!
    const isAnswerable = indexed.answerability.get(instructionId)?.isAnswerable ?? null
    return keys.map((key) => {
      const response = store.responses.get(context, key)
      const grades = gradesOf(instructionId, response?.text ?? null, context.text)
      const item = measuredItem(instruction, evidence, { context, response })
      const severity = severityOf(instructionId, item.response)
      return { ...item, asOf, grades, isAnswerable, severity }
    })
  }
}

/** `response`: undefined if the run has not reached it yet. */
type StoredAnswer = { readonly context: StoredContext; readonly response: StoredResponse | undefined }

/** What measures see of one answer. */
export function measuredItem(
  instruction: Instruction,
  evidence: MeasuredItem['evidence'],
  { context, response }: StoredAnswer,
): MeasuredItem {
  return {
    evidence,
    passages: context.passages,
    budget: context.budget,
    tokens: context.tokens,
    isShownKnown: namesWhatItShows(context),
    contextText: context.text,
    response: response?.text ?? null,
    responseReason: response === undefined ? NOT_REACHED : response.reason,
    ...(response === undefined ? {} : { citations: citationsOf(response) }),
    references: instruction.references.map(({ text }) => text),
  }
}

/**
 * Whether the passages of a context are all that it shows. Raw text that an older version stored names none, and what it dropped is
 * not stored; a model's notes show nothing of the record.
 */
export function namesWhatItShows({ tokens, passages, droppedFacts }: StoredContext): boolean {
  if (passages.length === 0) return tokens === 0 || droppedFacts !== null
  return passages.every(({ kind }) => kind !== 'written')
}

/** A generator that names no spans cites whole documents. */
function citationsOf({ citations, spans, unknownCitations: unknown }: StoredResponse): Citations {
  const whole = citations.map((documentId) => ({ documentId, start: null, end: null }))
  return { places: spans.length === 0 ? whole : spans, unknown }
}
