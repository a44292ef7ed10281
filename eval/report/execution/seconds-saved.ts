import { budgetText } from '../../compare/arms/budget-text.js'
import { type TokensOf, tokensRead } from '../../compare/arms/tokens-read.js'
import type { Summary } from '../../compare/summarise.js'
import type { DeclaredComparison } from '../../compare/tested/comparison.js'
import type { PlanArm } from '../../compare/value-table.js'

/** Mean seconds per answer of both arms of a declared comparison, over the n instructions that both score. */
export type SecondsSaved = {
  readonly measure: string
  readonly arm: string
  readonly baseline: string
  readonly generator: string
  readonly n: number
  readonly own: number
  readonly other: number
}

/** The seconds of each declared comparison; those of a generator that has none are left out. */
export function secondsSaved(
  { primary, secondary }: Pick<Summary, 'primary' | 'secondary'>,
  instructionIds: readonly string[],
  secondsOf: TokensOf,
): SecondsSaved[] {
  const declared = primary === null ? secondary : [primary, ...secondary]
  const rows = declared.flatMap((one) => {
    const [arm, other] = armsOf(one)
    const excluded = new Set(one.exclusions.map(({ instructionId }) => instructionId))
    const scored = instructionIds.filter((id) => !excluded.has(id))
    const found = tokensRead(secondsOf, { arm, other }, scored)
    if (found === null) return []
    const names = {
      arm: `${arm.strategy} at ${budgetText(arm)}`,
      baseline: `${other.strategy} at ${budgetText(other)}`,
    }
    const { measure, generator } = one
    return [{ measure, ...names, generator, n: found.n, own: found.own, other: found.baseline }]
  })
  return rows
}

function armsOf(one: DeclaredComparison): readonly [PlanArm, PlanArm] {
  const { strategy, budget, budgetName, generator, baseline, baselineBudget, baselineBudgetName } = one
  const named = (name: string | undefined) => (name === undefined ? {} : { budgetName: name })
  return [
    { strategy, budget, ...named(budgetName), generator },
    { strategy: baseline, budget: baselineBudget, ...named(baselineBudgetName), generator },
  ]
}
