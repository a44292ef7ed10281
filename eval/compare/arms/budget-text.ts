/** A budget of an arm. `budgetName`: absent for one that is declared as a number. */
export type NamedBudget = { readonly budget: number | null; readonly budgetName?: string }

/** '4,000 tokens', 'window (7,641 tokens)'. */
export function budgetText({ budget, budgetName }: NamedBudget): string {
  if (budget === null) return 'no budget'
  const tokens = `${budget.toLocaleString('en')} tokens`
  return budgetName === undefined ? tokens : `${budgetName} (${tokens})`
}

/** The head of a column: '4,000', 'window (7,641)'. */
export function budgetHead({ budget, budgetName }: NamedBudget): string {
  if (budget === null) return 'no budget'
  const tokens = budget.toLocaleString('en')
  return budgetName === undefined ? tokens : `${budgetName} (${tokens})`
}

/** The budgets of some cells, each once, ascending. A number that is also a window's is named. */
export function budgetColumns(cells: readonly NamedBudget[]): NamedBudget[] {
  const found = new Map<number | null, NamedBudget>()
  for (const { budget, budgetName } of cells) {
    if (found.get(budget)?.budgetName === undefined)
      found.set(budget, { budget, ...(budgetName === undefined ? {} : { budgetName }) })
  }
  return [...found.values()].toSorted((a, b) => (a.budget ?? 0) - (b.budget ?? 0))
}
