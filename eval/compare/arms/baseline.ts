import type { PlanArm } from '../value-table.js'
import { budgetText } from './budget-text.js'

/**
 * What the arms of an experiment are compared with. A text names a strategy, or '@' and an index ('@tokens-128'): an arm is then
 * compared with that strategy, or with itself on that index, at its own budget. `budgets`: the one budget of the baseline, by
 * generator.
 */
export type Baseline = string | { readonly name: string; readonly budgets: Readonly<Record<string, number>> }

/** The strategy or index of a baseline. */
export function baselineNameOf(baseline: Baseline | null): string | null {
  return typeof baseline === 'object' && baseline !== null ? baseline.name : baseline
}

/** The budget of a baseline under an arm's generator; null if that is the arm's own. */
function ownBudget(baseline: Baseline, { generator }: PlanArm): number | null {
  return typeof baseline === 'string' ? null : (baseline.budgets[generator] ?? null)
}

/** A baseline as a summary has it: its name, and the budget that it has for every arm, as text. */
export type BaselineName = { readonly baseline: string | null; readonly baselineAt?: string }

/** Whether the baseline of a report is an index instead of an arm ('recent'). */
export function isIndexBaseline(baseline: string): boolean {
  return baseline.startsWith('@')
}

/** Whether this strategy is one that others are compared with. */
export function isBaseline(strategy: string, baseline: string | null): boolean {
  if (baseline === null) return false
  return isIndexBaseline(baseline) ? strategy.endsWith(baseline) : strategy === baseline
}

/** The arm that this one is compared with; null for a baseline itself, and if there is none among the arms. */
export function baselineOf(
  arm: PlanArm,
  baseline: Baseline | null,
  arms: readonly PlanArm[],
): PlanArm | null {
  if (baseline === null) return null
  const strategy = baselineStrategy(arm.strategy, baselineNameOf(baseline)!)
  const budget = ownBudget(baseline, arm) ?? arm.budget
  if (strategy === null || (strategy === arm.strategy && budget === arm.budget)) return null
  return (
    arms.find(
      (one) => one.strategy === strategy && one.budget === budget && one.generator === arm.generator,
    ) ?? null
  )
}

function baselineStrategy(strategy: string, name: string): string | null {
  if (!isIndexBaseline(name)) return name
  const at = strategy.indexOf('@')
  return at < 0 ? null : `${strategy.slice(0, at)}${name}`
}

/** What others are compared with, as words for a sentence. */
export function baselineText({ baseline, baselineAt }: BaselineName): string {
  if (baseline === null) return 'no baseline'
  const name = isIndexBaseline(baseline) ? `the same strategy on ${baseline.slice(1)}` : baseline
  return baselineAt === undefined ? name : `${name} at ${baselineAt}`
}

/** The budget of a baseline that is the same for all arms, as words for a sentence; undefined if there is none. */
export function baselineBudgetText(baseline: Baseline | null, arms: readonly PlanArm[]): string | undefined {
  if (baseline === null || typeof baseline === 'string') return undefined
  const own = arms.filter(
    ({ strategy, budget, generator }) => strategy === baseline.name && budget === baseline.budgets[generator],
  )
  const texts = new Set(own.map(budgetText))
  return texts.size === 1 ? [...texts][0] : own[0]?.budgetName
}
