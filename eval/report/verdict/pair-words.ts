import { budgetText } from '../../compare/arms/budget-text.js'
import type { Comparison } from '../../compare/tested/comparison.js'

/** How sentences name the two arms of a comparison. `where`: what both share, as the beginning of a sentence; may be empty. */
export type PairWords = { readonly where: string; readonly own: string; readonly other: string }

/** Both arms have the same budget: it is said once. Otherwise each arm is named with its own. */
export function pairWords(comparison: Comparison, isOneGenerator: boolean): PairWords {
  const { strategy, budget, baseline, baselineBudget, baselineBudgetName, generator } = comparison
  const answered = isOneGenerator ? '' : `answered by ${generator}, `
  if (budget === baselineBudget) {
    const at = budget === null ? 'Without a budget, ' : `At ${budgetText(comparison)}, `
    return { where: `${at}${answered}`, own: strategy, other: baseline }
  }
  const named = baselineBudgetName === undefined ? {} : { budgetName: baselineBudgetName }
  return {
    where: answered === '' ? '' : `A${answered.slice(1)}`,
    own: `${strategy} at ${budgetText(comparison)}`,
    other: `${baseline} at ${budgetText({ budget: baselineBudget, ...named })}`,
  }
}
