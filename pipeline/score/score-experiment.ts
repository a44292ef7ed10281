import type { Instruction } from '../../corpus/instruction.js'
import type { ValueRow } from '../../eval/compare/summarise.js'
import {
  type Citations,
  type MeasuredItem,
  NOT_REACHED,
  type Unscored,
} from '../../eval/measured/measured-item.js'
import { needs } from '../../eval/measures/measure-needs.js'
import { measures } from '../../eval/measures/measure-registry.js'
import type { PlannedArm } from '../experiment/arms/planned-arms.js'
import type { StoredExperiment } from '../opened/stored-experiment.js'
import type { StoredContext, StoredResponse } from '../results/stored-result.js'
import { goldPlaces } from './gold-places.js'

/**
 * A value, or null with its reason, for every instruction, strategy, budget, generator and measure; instructions whose patient
 * has no record are included.
 * @throws InputError if a generator of the experiment has never answered
 */
export function scoreExperiment(stored: StoredExperiment): ValueRow[] {
  const { experiment, store, answered, gradesOf } = stored
  const { file, indexed, arms } = experiment
  // Labels are read only if they are measured.
  const severityOf = file.measures.some((measure) => needs(measure, 'severity'))
    ? stored.severityOf
    : () => null
  const gold = goldPlaces(experiment)
  const readersOf = (arm: PlannedArm) => answered.filter(({ name }) => arms.has(name, arm))
  const scored = experiment.instructions.flatMap((instruction) => {
    const { evidence, asOf } = gold.get(instruction.instructionId)!
    const isAnswerable = indexed.answerability.get(instruction.instructionId)?.isAnswerable ?? null
    return arms.all.flatMap((arm) => {
      const { strategy, budget } = arm
      const context = store.contexts.get({ instructionId: instruction.instructionId, strategy, budget })
      return readersOf(arm).flatMap(({ name, keys }) => {
        const items = keys.map((key) => {
          const response = store.responses.get(context, key)
          const grades = gradesOf(instruction.instructionId, response?.text ?? null, context.text)
          const item = measuredItem(instruction, evidence, { context, response })
          const severity = severityOf(instruction.instructionId, item.response)
          return { ...item, asOf, grades, isAnswerable, severity }
        })
        return file.measures.map((measure) => {
          const value =
            context.reason !== null
              ? { reason: context.reason }
              : meanOf(items.map((item) => measures[measure]!.of(item)))
          return rowOf(instruction, { ...cellOf(arm), generator: name, measure }, value)
        })
      })
    })
  })
  const unusable = indexed.unusable.flatMap(({ instruction, reason }) =>
    arms.all.flatMap((arm) =>
      readersOf(arm).flatMap(({ name }) =>
        file.measures.map((measure) =>
          rowOf(instruction, { ...cellOf(arm), generator: name, measure }, { reason }),
        ),
      ),
    ),
  )
  return [...scored, ...unusable]
}

/** The mean over the repeats of an item. Failed repeats do not count; if all failed, there is no value. */
function meanOf(values: readonly (number | Unscored)[]): number | Unscored {
  const scored = values.filter((value) => typeof value === 'number')
  return scored.length === 0
    ? values.find((value) => typeof value !== 'number')!
    : scored.reduce((sum, value) => sum + value, 0) / scored.length
}

type MeasuredCell = Pick<ValueRow, 'strategy' | 'budget' | 'budgetName' | 'generator' | 'measure'>

function cellOf({ strategy, budget, budgetName }: PlannedArm): Omit<MeasuredCell, 'generator' | 'measure'> {
  return { strategy, budget, ...(budgetName === null ? {} : { budgetName }) }
}

function rowOf(
  { instructionId, patientId }: Instruction,
  measured: MeasuredCell,
  scored: number | Unscored,
): ValueRow {
  const cell = { instructionId, patientId, ...measured }
  return typeof scored === 'number'
    ? { ...cell, value: scored, reason: null }
    : { ...cell, value: null, reason: scored.reason }
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
