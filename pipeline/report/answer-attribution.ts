import type { Fact } from '../../corpus/instruction.js'
import {
  type AttributedAnswer,
  type AttributionRow,
  attribute,
  type FactReach,
} from '../../eval/compare/failure-attribution.js'
import { evidenceRecall } from '../../eval/context/evidence-measures.js'
import type { MeasuredItem } from '../../eval/measured/measured-item.js'
import { RECORD_DOES_NOT_TELL } from '../../generators/generator.js'
import type { StoredExperiment } from '../opened/stored-experiment.js'
import type { StoredContext, StoredResponse } from '../results/stored-result.js'
import { measuredItem, namesWhatItShows } from '../score/measured-answer.js'
import { touches } from './drill-down/evidence-mark.js'
import { rightnessFor, shareOf } from './right-answer.js'

/** `rule`: which answers count as right. */
export type Attribution = { readonly rule: string; readonly rows: readonly AttributionRow[] }

/** How many answers of each arm failed, by cause. Every repeat of an answer counts. */
export function attributionOf(stored: StoredExperiment): Attribution {
  const { rule, answers } = attributedAnswers(stored)
  return { rule, rows: attribute(answers) }
}

/** What happened to the evidence of every stored answer; the repeats of an answer follow each other. */
export function attributedAnswers({ experiment, answered, store, gradesOf }: StoredExperiment): {
  readonly rule: string
  readonly answers: readonly AttributedAnswer[]
} {
  const { file, arms, indexed, instructions } = experiment
  const rightness = rightnessFor(file.measures)
  const answers = instructions.flatMap((instruction) => {
    const facts = indexed.goldSource === 'none' ? null : (indexed.facts.get(instruction.instructionId) ?? [])
    const essential = (facts ?? []).filter(({ relevance }) => relevance >= 2)
    const { instructionId } = instruction
    return file.strategies.flatMap((strategy) => {
      const budgets = arms.budgetsOf(strategy).toSorted((a, b) => a - b)
      const contexts = budgets.map((budget) => store.contexts.get({ instructionId, strategy, budget }))
      const shown = contexts.map((context) =>
        measuredItem(instruction, facts, { context, response: undefined }),
      )
      return contexts.flatMap((context, b) => {
        const { budget } = context
        const reach = essential.map((fact) => reachOf(fact, context, shown.slice(b)))
        const evidence = {
          reach: reach.length === 0 ? null : reach,
          isContextKnown: namesWhatItShows(context),
        }
        const readers = answered.filter(({ name }) => arms.has(name, context))
        return readers.flatMap(({ name: generator, keys }) =>
          keys.map((key): AttributedAnswer => {
            const response = store.responses.get(context, key)
            const grades = gradesOf(instructionId, response?.text ?? null)
            const item = { ...measuredItem(instruction, facts, { context, response }), grades }
            const value = context.reason === null ? rightness.of(item) : null
            const answer = response?.text === RECORD_DOES_NOT_TELL ? null : (response?.text ?? null)
            const likeness = shareOf('token-f1', item)
            const citesEvidence = cites(context, response, essential)
            const of = { instructionId, strategy, budget, generator }
            return { ...of, value, answer, likeness, ...evidence, citesEvidence }
          }),
        )
      })
    })
  })
  return { rule: rightness.rule, answers }
}

/** Null if the context has no labels, so that nothing can be cited. */
function cites(
  { passages }: StoredContext,
  response: StoredResponse | undefined,
  facts: readonly Fact[],
): boolean | null {
  if (passages.length > 0 && passages.every(({ label }) => label === null)) return null
  const places = facts.flatMap((fact) => fact.places)
  if (response === undefined) return false
  // A generator that names no spans cites whole documents.
  const wholes = response.citations.map((documentId) => ({ documentId, start: null, end: null }))
  const cited = response.spans.length > 0 ? response.spans : wholes
  return cited.some((span) =>
    places.some((place) => touches({ ...span, documentIds: [span.documentId] }, place)),
  )
}

/**
 * How far a fact got in a context. A context stores which judged facts were ranked and dropped. If that is not known, the
 * context of a larger budget helps: budgets share a ranking, so whatever a larger one shows was ranked.
 * @param shown the context of this budget, then those of larger budgets
 */
function reachOf(
  fact: Fact,
  { dropped, droppedFacts }: StoredContext,
  shown: readonly MeasuredItem[],
): FactReach {
  const shows = (item: MeasuredItem) => evidenceRecall.of({ ...item, evidence: [fact] }) === 1
  if (shows(shown[0]!)) return 'shown'
  if (droppedFacts !== null) return droppedFacts.includes(fact.factId) ? 'dropped' : 'not ranked'
  if (dropped === 0) return 'not ranked'
  return shown.slice(1).some(shows) ? 'dropped' : 'not shown'
}
