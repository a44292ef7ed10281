import { z } from 'zod'
import { LARGEST_COUNT } from '../../../base/largest-count.js'
import { wholeNumber } from '../../../generators/servers/model-spec.js'
import { currentName } from '../../select/current-name.js'

/** The budget that fills what a generator's window leaves for the context. */
export const WINDOW = 'window'

/** A budget in an experiment file: tokens, or 'window'. */
export type BudgetSpec = number | typeof WINDOW

/** A budget in an experiment file. */
export const budgetSchema = z.union([wholeNumber, z.literal(WINDOW)], {
  error: ({ input }) =>
    `expected a whole number from 1 to ${LARGEST_COUNT.toLocaleString('en')} or '${WINDOW}', found ${typeof input === 'string' ? `'${input}'` : String(input)}`,
})

/** A strategy with budgets of its own: `{full: window}`, `{recent-tokens: [4000, window]}`. */
export const ownBudgetsSchema = z
  .record(z.string(), z.union([budgetSchema, z.array(budgetSchema).min(1)], { error: badBudgets }))
  .refine((entry) => Object.keys(entry).length === 1, {
    error: ({ input }) => {
      const found = Object.keys(input as object).length
      return `expected one strategy with its budgets, as in {full: window}, found ${found === 0 ? 'none' : `${found}: give each strategy its own braces`}`
    },
  })

function badBudgets({ input }: { readonly input?: unknown }): string {
  return `expected a budget or a list of budgets, as in {recent-tokens: [4000, ${WINDOW}]}, found ${input === null || input === undefined ? 'none' : JSON.stringify(input)}`
}

/** The strategy that an entry of `strategies` names, checked or not; undefined if it names none. */
export function strategyOfEntry(entry: unknown): unknown {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return entry
  return Object.keys(entry)[0]
}

/** Budgets by strategy. `own` has those of strategies that do not take the budgets of the file. */
export type FileBudgets = {
  readonly budgets: readonly BudgetSpec[]
  readonly ownBudgets: Readonly<Record<string, readonly BudgetSpec[]>>
}

/** The budgets that entries of `strategies` name, by the current name of the strategy. Each budget is there once. */
export function ownBudgetsOf(entries: readonly unknown[]): FileBudgets['ownBudgets'] {
  const own = entries.flatMap((entry): [string, BudgetSpec[]][] => {
    if (typeof entry !== 'object' || entry === null) return []
    return Object.entries(entry).map(([name, given]) => [
      currentName(name),
      [...new Set(Array.isArray(given) ? given : [given])] as BudgetSpec[],
    ])
  })
  return Object.fromEntries(own)
}

/** The budgets of a strategy, or of an arm on an index, as the file has them. */
export function budgetsOfStrategy(
  { budgets, ownBudgets }: FileBudgets,
  strategy: string,
): readonly BudgetSpec[] {
  return ownBudgets[strategy] ?? budgets
}
