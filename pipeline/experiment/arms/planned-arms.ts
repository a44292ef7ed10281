import { groupBy } from '../../../base/group-by.js'
import { budgetsOfStrategy, type FileBudgets, WINDOW } from './own-budgets.js'

/** A strategy at one of its budgets. `budgetName`: 'window' if the budget is what a generator's window leaves; otherwise null. */
export type PlannedArm = {
  readonly strategy: string
  readonly budget: number
  readonly budgetName: typeof WINDOW | null
}

/** What arms are planned from. `windowOf`: tokens of the budget 'window' for a generator; asked only if a strategy has it. */
export type ArmSources = FileBudgets & {
  readonly strategies: readonly string[]
  readonly generators: readonly string[]
  readonly windowOf: (generator: string) => number
}

/**
 * The arms of an experiment: each strategy at its own budgets. Generators whose windows differ have different arms at 'window';
 * all others are shared.
 */
export class PlannedArms {
  /** Every arm of some generator, in the order of the strategies; budgets in the order of the file. */
  readonly all: readonly PlannedArm[]
  readonly #byGenerator: ReadonlyMap<string, readonly PlannedArm[]>
  readonly #byStrategy: ReadonlyMap<string, readonly PlannedArm[]>

  constructor({ strategies, generators, windowOf, ...file }: ArmSources) {
    const planned = (generator: string) =>
      strategies.flatMap((strategy) => {
        const arms = budgetsOfStrategy(file, strategy).map(
          (budget): PlannedArm =>
            budget === WINDOW
              ? { strategy, budget: windowOf(generator), budgetName: WINDOW }
              : { strategy, budget, budgetName: null },
        )
        return distinct(arms)
      })
    this.#byGenerator = new Map(generators.map((generator) => [generator, planned(generator)]))
    const found = distinct([...this.#byGenerator.values()].flat())
    this.all = strategies.flatMap((strategy) => found.filter((arm) => arm.strategy === strategy))
    this.#byStrategy = groupBy(this.all, ({ strategy }) => strategy)
  }

  /** The arms whose contexts a generator reads. */
  of(generator: string): readonly PlannedArm[] {
    const arms = this.#byGenerator.get(generator)
    if (arms === undefined) throw new Error(`expected a generator of the experiment, found ${generator}`)
    return arms
  }

  /** Whether a generator reads the contexts of an arm. */
  has(generator: string, { strategy, budget }: Pick<PlannedArm, 'strategy' | 'budget'>): boolean {
    return this.of(generator).some((arm) => arm.strategy === strategy && arm.budget === budget)
  }

  /** The budgets at which a strategy selects contexts, for any generator. */
  budgetsOf(strategy: string): readonly number[] {
    return (this.#byStrategy.get(strategy) ?? []).map(({ budget }) => budget)
  }

  /** Every budget of some arm, ascending. */
  get budgets(): readonly number[] {
    return [...new Set(this.all.map(({ budget }) => budget))].toSorted((a, b) => a - b)
  }
}

/** If a number of tokens is listed and is also what a window leaves, it is one arm, and it is called window. */
function distinct(arms: readonly PlannedArm[]): PlannedArm[] {
  const alike = groupBy(arms, ({ strategy, budget }) => JSON.stringify([strategy, budget]))
  return [...alike.values()].map((same) => same.find(({ budgetName }) => budgetName !== null) ?? same[0]!)
}
