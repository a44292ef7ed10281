import { InputError } from '../../base/errors/input-error.js'
import type { Instruction } from '../../corpus/instruction.js'
import { budgetText } from '../../eval/compare/arms/budget-text.js'
import { type ArmPair, pairOf } from '../../eval/compare/arms/contrast.js'
import type { PlanArm } from '../../eval/compare/value-table.js'
import { NOT_REACHED } from '../../eval/measured/measured-item.js'
import { needs } from '../../eval/measures/measure-needs.js'
import { measures } from '../../eval/measures/measure-registry.js'
import { headlineGenerator } from '../experiment/arms/headline-generator.js'
import { planArmsOf } from '../experiment/arms/plan-arms.js'
import { declaredContrasts } from '../experiment/arms/resolve-contrasts.js'
import type { Experiment } from '../experiment/experiment.js'
import type { ResultsStore } from '../results/results-store.js'
import type { StoredContext } from '../results/stored-result.js'
import { goldPlaces } from '../score/gold-places.js'
import { measuredItem } from '../score/measured-answer.js'
import { strategyOfArm } from '../select/arm.js'

/** A declared comparison, and the key of the experiment file that declares it. */
type DeclaredPair = { readonly key: string; readonly pair: ArmPair }

/** The declared comparisons of an experiment, the primary one first. */
function declaredPairs(experiment: Experiment): DeclaredPair[] {
  const { baseline, primary, secondary } = declaredContrasts(experiment)
  const lookup = {
    arms: planArmsOf(experiment),
    baseline,
    headline: headlineGenerator(experiment.file).name,
  }
  const declared = [
    ...(primary === null ? [] : [{ key: 'compare.primary', contrast: primary }]),
    ...secondary.map((contrast, i) => ({ key: `compare.secondary.${i}`, contrast })),
  ]
  return declared.map(({ key, contrast }) => ({ key, pair: pairOf(contrast, lookup) }))
}

/**
 * Refuses an experiment whose declared comparisons cannot have a value, before any answer is asked for: no instruction can be
 * scored in both arms, because the contexts or what is judged do not allow it.
 * @param contextOf the context of an arm of a declared comparison; null if it is not known yet
 * @throws InputError with a sentence for each such comparison
 */
export function requireContrasts(
  experiment: Experiment,
  contextOf: (instructionId: string, arm: PlanArm) => StoredContext | null,
): void {
  const gold = goldPlaces(experiment)
  const reasonOf = (instruction: Instruction, measure: string, arm: PlanArm): string | null => {
    const context = contextOf(instruction.instructionId, arm)
    if (context === null) return null
    if (context.reason !== null) return context.reason
    // Grades and labels are about responses.
    if (needs(measure, 'grades') || needs(measure, 'severity')) return null
    const { evidence, asOf } = gold.get(instruction.instructionId)!
    const isAnswerable = experiment.indexed.answerability.get(instruction.instructionId)?.isAnswerable ?? null
    const item = {
      ...measuredItem(instruction, evidence, { context, response: undefined }),
      asOf,
      isAnswerable,
    }
    const value = measures[measure]!.of(item)
    return typeof value === 'number' || value.reason === NOT_REACHED ? null : value.reason
  }
  const impossible = declaredPairs(experiment).flatMap(({ key, pair: { measure, arm, other } }) => {
    const reasons = new Map<string, number>()
    for (const instruction of experiment.instructions) {
      const found = [arm, other].flatMap((one) => {
        const reason = reasonOf(instruction, measure, one)
        return reason === null ? [] : [`${one.strategy} at ${budgetText(one)}: ${reason}`]
      })
      if (found.length === 0) return []
      for (const text of found) reasons.set(text, (reasons.get(text) ?? 0) + 1)
    }
    const common = [...reasons].toSorted(([, a], [, b]) => b - a)[0]
    const why =
      common === undefined
        ? 'there are no instructions'
        : `${common[0]} (${common[1]} of ${experiment.instructions.length} instructions)`
    return [`${key}: no instruction can be scored on ${measure} in both arms; ${why}`]
  })
  const lost = baselineLost(experiment, contextOf)
  if (lost !== null) impossible.unshift(lost)
  if (impossible.length > 0) {
    throw new InputError(
      `a declared comparison cannot have a value, so no answer was asked for:\n${impossible.map((text) => `  ${text}`).join('\n')}`,
    )
  }
}

/** Why nothing can be compared with a baseline at a budget of its own: no instruction has a context of it. Null: it has some. */
function baselineLost(
  experiment: Experiment,
  contextOf: (instructionId: string, arm: PlanArm) => StoredContext | null,
): string | null {
  const { baseline } = declaredContrasts(experiment)
  if (baseline === null || typeof baseline === 'string') return null
  const headline = headlineGenerator(experiment.file).name
  const arm = planArmsOf(experiment).find(
    ({ strategy, budget, generator }) =>
      strategy === baseline.name && generator === headline && budget === baseline.budgets[headline],
  )!
  const contexts = experiment.instructions.map(({ instructionId }) => contextOf(instructionId, arm))
  const [first] = contexts
  if (first == null || contexts.some((context) => context === null || context.reason === null)) return null
  return `compare.baseline: nothing can be compared with ${arm.strategy} at ${budgetText(arm)}; ${first.reason} (${contexts.length} of ${contexts.length} instructions)`
}

/** The strategies whose contexts a dry run selects: those of declared comparisons, and those that show whole records. */
export function previewedStrategies(experiment: Experiment): string[] {
  const declared = declaredPairs(experiment).flatMap(({ pair: { arm, other } }) => [
    arm.strategy,
    other.strategy,
  ])
  const { baseline } = declaredContrasts(experiment)
  const shared = typeof baseline === 'object' && baseline !== null ? [baseline.name] : []
  const whole = experiment.file.strategies.filter((arm) => strategyOfArm(arm) === 'full')
  return [...new Set([...declared, ...shared, ...whole])]
}

/** Finds the context of an arm among stored ones; null if it is not there. */
export function contextsIn({ contexts }: Pick<ResultsStore, 'contexts'>) {
  return (instructionId: string, { strategy, budget }: PlanArm): StoredContext | null => {
    const cell = { instructionId, strategy, budget: budget! }
    return contexts.has(cell) ? contexts.get(cell) : null
  }
}
