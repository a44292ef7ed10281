import type { Instruction } from '../../../corpus/instruction.js'
import type { Cause } from '../../../eval/compare/failure-attribution.js'
import type { Trait } from '../../../eval/compare/strata.js'
import type { ValueRow } from '../../../eval/compare/summarise.js'
import type {
  DrillDownAnswers,
  DrillDownContext,
  DrillDownFact,
  DrillDownFrame,
  DrillDownItem,
  Outcome,
} from '../../../eval/report/items/drill-down-item.js'
import { placeText } from '../../charts/place-text.js'
import { headlineGenerator } from '../../experiment/arms/headline-generator.js'
import type { PlannedArm } from '../../experiment/arms/planned-arms.js'
import type { StoredExperiment } from '../../opened/stored-experiment.js'
import { answerCauses, type CausesOf } from '../answer-causes.js'
import { severityTrait } from '../answers/severity-trait.js'
import { traitsOf } from '../instruction-strata.js'
import type { DrillDownChoice } from './drill-down-choice.js'
import { type ContextPlaces, noAnswer, shownAnswer, shownContexts } from './drill-down-context.js'

/** A drill-down: what its items share, and the items one after another. */
export type DrillDown = { readonly frame: DrillDownFrame; readonly items: Iterable<DrillDownItem> }

/**
 * All instructions of an experiment with all of their text, patient by patient and one record at a time; instructions whose
 * patient has no record come last. It includes every strategy, budget and generator; `choice` says what is shown first.
 */
export function drillDown(
  stored: StoredExperiment,
  rows: readonly ValueRow[],
  choice: DrillDownChoice,
): DrillDown {
  const { experiment, answered } = stored
  const traits = [...traitsOf(experiment), ...severityTrait(stored)]
  const { rule, causesOf } = answerCauses(stored)
  const leading = headlineGenerator(experiment.file).name
  const generators = answered
    .map(({ name }) => name)
    .toSorted((a, b) => Number(b === leading) - Number(a === leading))
  const { strategies, name } = experiment.file
  const frame: DrillDownFrame = {
    name,
    corpus: experiment.indexed.name,
    ...choice,
    strategies,
    budgets: experiment.arms.budgets,
    generators,
    traits: traits.map((trait) => ({ name: trait.name, levels: levelsOf(trait, stored) })),
    rule,
  }
  return { frame, items: itemsOf({ stored, frame, traits, causesOf, rowOf: valuesBy(rows) }) }
}

/** Everything that an item is made from. */
type Sources = {
  readonly stored: StoredExperiment
  readonly frame: DrillDownFrame
  readonly traits: readonly Trait[]
  readonly causesOf: CausesOf
  readonly rowOf: (at: ValueAt) => ValueRow
}

function* itemsOf(sources: Sources): Generator<DrillDownItem> {
  const { instructions, indexed, charts } = sources.stored.experiment
  for (const patientId of new Set(instructions.map((instruction) => instruction.patientId))) {
    const chart = charts.of(patientId)
    for (const instruction of instructions.filter((one) => one.patientId === patientId)) {
      const facts = indexed.facts.get(instruction.instructionId) ?? []
      const { contexts, places } = shownContexts(storedContexts(instruction, sources), facts, chart)
      const answers = answersOf(instruction, places, sources)
      const evidence = facts.map(({ relevance, places }) => ({
        relevance,
        places: places.map((place) => placeText(place, chart)),
      }))
      yield itemOf(instruction, { contexts, answers, facts: evidence }, sources)
    }
  }
  for (const { instruction, reason } of indexed.unusable) {
    const arms = cellsOf(sources.stored.experiment.arms.all)
    const contexts = [{ arms, tokens: 0, dropped: 0, passages: [], text: null, reason }]
    const answers = unansweredOf(instruction, reason, sources)
    yield itemOf(instruction, { contexts, answers, facts: [] }, sources)
  }
}

type ValueAt = Pick<ValueRow, 'instructionId' | 'strategy' | 'budget' | 'generator' | 'measure'>

function valuesBy(rows: readonly ValueRow[]): Sources['rowOf'] {
  const keyOf = ({ instructionId, strategy, budget, generator, measure }: ValueAt) =>
    JSON.stringify([instructionId, strategy, budget, generator, measure])
  const values = new Map(rows.map((row) => [keyOf(row), row]))
  return (at) => values.get(keyOf(at))!
}

/** The level of an instruction in a trait. Without a record it is in no stratum, but may have a category. */
function levelOf({ instructionId, category }: Instruction, { name, levelOf: known }: Trait): string | null {
  return known.get(instructionId) ?? (name === 'category' ? category : null)
}

/** The levels that some instruction is in, in the order of the strata. */
function levelsOf(trait: Trait, { experiment }: StoredExperiment): string[] {
  const others = experiment.indexed.unusable.map(({ instruction }) => levelOf(instruction, trait))
  const found = new Set([...trait.levelOf.values(), ...others.filter((level) => level !== null)])
  return [...new Set([...trait.levels, ...found])].filter((level) => found.has(level))
}

function cellsOf(arms: readonly PlannedArm[]) {
  return arms.map(({ strategy, budget }) => ({ strategy, budget }))
}

function itemOf(
  instruction: Instruction,
  {
    contexts,
    answers,
    facts,
  }: {
    readonly contexts: readonly DrillDownContext[]
    readonly answers: readonly DrillDownAnswers[]
    readonly facts: readonly DrillDownFact[]
  },
  { frame, traits }: Sources,
): DrillDownItem {
  const { instructionId, patientId, text, asOf, references } = instruction
  const [base, other] = frame.shown.map((name) => {
    const row = answers[0]!.rows.find(({ strategy, budget }) => strategy === name && budget === frame.budget)
    return row?.values[0]?.value ?? null
  })
  return {
    instructionId,
    patientId,
    text,
    levels: traits.map((trait) => levelOf(instruction, trait)),
    asOf,
    references,
    facts,
    contexts,
    generators: answers,
    outcome: outcomeOf(base ?? null, other ?? null),
  }
}

function outcomeOf(base: number | null, other: number | null): Outcome {
  if (base === null || other === null) return 'unscored'
  if (base === other) return 'tie'
  return other > base ? 'better' : 'worse'
}

function storedContexts({ instructionId }: Instruction, { stored }: Sources) {
  return cellsOf(stored.experiment.arms.all).map((arm) =>
    stored.store.contexts.get({ instructionId, ...arm }),
  )
}

function answersOf(
  { instructionId }: Instruction,
  places: ContextPlaces,
  { stored, frame, causesOf, rowOf }: Sources,
): DrillDownAnswers[] {
  return frame.generators.map((generator) => {
    const { keys } = stored.answered.find(({ name }) => name === generator)!
    const rows = cellsOf(stored.experiment.arms.of(generator)).map((arm) => {
      const cell = { instructionId, ...arm }
      const causes: readonly Cause[] = causesOf({ ...cell, generator })
      return {
        ...arm,
        texts: keys.map((key, i) =>
          shownAnswer(stored.store.responses.get(cell, key), causes[i] ?? 'unscored', places.of(arm)),
        ),
        values: frame.measures.map((measure) => rowOf({ ...cell, generator, measure })),
      }
    })
    return { generator, rows }
  })
}

function unansweredOf(
  { instructionId }: Instruction,
  reason: string,
  { stored, frame, rowOf }: Sources,
): DrillDownAnswers[] {
  return frame.generators.map((generator) => ({
    generator,
    rows: cellsOf(stored.experiment.arms.of(generator)).map((arm) => ({
      ...arm,
      texts: [noAnswer(reason)],
      values: frame.measures.map((measure) => rowOf({ instructionId, ...arm, generator, measure })),
    })),
  }))
}
