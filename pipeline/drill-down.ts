import { join } from 'node:path'
import type { Fact, Instruction } from '../corpus/instruction.js'
import type { DrillDownAnswers, DrillDownContext, DrillDownItem, Outcome } from '../eval/drill-down-item.js'
import type { ValueRow } from '../eval/summarise.js'
import type { DrillDownChoice } from './drill-down-choice.js'
import { noAnswer, passagesAsRead, shownAnswer, shownContext } from './drill-down-context.js'
import { EMPTY_CHART, type PatientChart, placeText, readPatientChart } from './patient-chart.js'
import type { StoredExperiment } from './stored-experiment.js'

/**
 * All instructions of an experiment with all of their text, patient by patient and one record at a time; last those whose
 * patient has no record.
 */
export function* drillDownItems(
  stored: StoredExperiment,
  rows: readonly ValueRow[],
  choice: DrillDownChoice,
): Generator<DrillDownItem> {
  const { instructions, indexed } = stored.experiment
  const values = new Map(
    rows.filter((row) => row.budget === choice.budget).map((row) => [valueKey(row), row]),
  )
  const find: ValueOf = (at) => values.get(valueKey(at))!
  for (const patientId of new Set(instructions.map((instruction) => instruction.patientId))) {
    const chart = readPatientChart(join(indexed.patientFolder(patientId), 'record.db'), patientId)
    for (const instruction of instructions.filter((one) => one.patientId === patientId)) {
      const facts = indexed.facts.get(instruction.instructionId) ?? []
      const contexts = contextsOf(instruction, stored, choice, facts, chart)
      const answers = answersOf(instruction, stored, choice, find)
      yield itemOf(instruction, contexts, answers, choice, facts, chart)
    }
  }
  for (const { instruction, reason } of indexed.unusable) {
    const nothing = { tokens: 0, dropped: 0, passages: [], text: null, reason }
    const contexts = choice.shown.map((strategy) => ({ strategy, ...nothing }))
    const answers = unansweredOf(instruction, stored, choice, find, reason)
    yield itemOf(instruction, contexts, answers, choice, [], EMPTY_CHART)
  }
}

type ValueAt = Pick<ValueRow, 'instructionId' | 'strategy' | 'generator' | 'measure'>
type ValueOf = (at: ValueAt) => ValueRow

function valueKey({ instructionId, strategy, generator, measure }: ValueAt): string {
  return JSON.stringify([instructionId, strategy, generator, measure])
}

function itemOf(
  { instructionId, patientId, text, category, asOf, references }: Instruction,
  contexts: readonly DrillDownContext[],
  generators: readonly DrillDownAnswers[],
  { shown }: DrillDownChoice,
  facts: readonly Fact[],
  chart: PatientChart,
): DrillDownItem {
  const [base, other] = shown.map(
    (name) => generators[0]!.rows.find(({ strategy }) => strategy === name)?.values[0]?.value ?? null,
  )
  return {
    instructionId,
    patientId,
    text,
    category,
    asOf,
    references,
    facts: facts.map(({ relevance, places }) => ({
      relevance,
      places: places.map((place) => placeText(place, chart)),
    })),
    contexts,
    generators,
    outcome: outcomeOf(base ?? null, other ?? null),
  }
}

function outcomeOf(base: number | null, other: number | null): Outcome {
  if (base === null || other === null) return 'unscored'
  if (base === other) return 'tie'
  return other > base ? 'better' : 'worse'
}

function contextsOf(
  { instructionId }: Instruction,
  { store }: StoredExperiment,
  { shown, budget }: DrillDownChoice,
  facts: readonly Fact[],
  chart: PatientChart,
): DrillDownContext[] {
  return shown.map((strategy) =>
    shownContext(store.context({ instructionId, strategy, budget }), facts, chart),
  )
}

function answersOf(
  { instructionId }: Instruction,
  { experiment, answered, store }: StoredExperiment,
  { shown, budget, measures }: DrillDownChoice,
  findValue: ValueOf,
): DrillDownAnswers[] {
  return answered.map(({ name: generator, keys }) => ({
    generator,
    rows: experiment.file.strategies.map((strategy) => {
      const cell = { instructionId, strategy, budget }
      const passages = shown.includes(strategy) ? passagesAsRead(store.context(cell)) : []
      return {
        strategy,
        texts: keys.map((key) => shownAnswer(store.response(cell, key), passages)),
        values: measures.map((measure) => findValue({ instructionId, strategy, generator, measure })),
      }
    }),
  }))
}

function unansweredOf(
  { instructionId }: Instruction,
  { experiment, answered }: StoredExperiment,
  { measures }: DrillDownChoice,
  findValue: ValueOf,
  reason: string,
): DrillDownAnswers[] {
  return answered.map(({ name: generator }) => ({
    generator,
    rows: experiment.file.strategies.map((strategy) => ({
      strategy,
      texts: [noAnswer(reason)],
      values: measures.map((measure) => findValue({ instructionId, strategy, generator, measure })),
    })),
  }))
}
