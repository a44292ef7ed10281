import type { TokenCounter } from '../../base/token-counter.js'
import type { Fact, Instruction } from '../../corpus/instruction.js'
import { countFenced } from '../../prompts/fence.js'
import type { Strategy } from '../../retrievers/strategy.js'
import { pauseFor } from '../workspace/execution.js'
import { namedStrategy, type StrategySetup } from './named-strategy.js'

/** An instruction and the names of the strategies that select contexts for it. */
export type SelectionRequest = { readonly instruction: Instruction; readonly strategies: readonly string[] }

/** What all contexts of a selection share, as plain data that another process can open. */
export type SelectionSetup = {
  /** Embedder and counter, by the names that the user gives. */
  readonly embedder: string
  readonly counter: string
  /** True: tokens are counted as they are between the prompt's markers. */
  readonly isFenced: boolean
  readonly budgets: StrategyBudgets
  readonly seed: number
}

/** The budgets that each strategy fills, by its name. */
export type StrategyBudgets = Readonly<Record<string, readonly number[]>>

/** The same budgets for every strategy. */
export function sameBudgets(strategies: readonly string[], budgets: readonly number[]): StrategyBudgets {
  return Object.fromEntries(strategies.map((strategy) => [strategy, budgets]))
}

/** What is opened for a selection. */
export type SelectionMeans = Omit<StrategySetup, 'seed'> & {
  /** Counts texts as they are, without the markers of a prompt. */
  readonly counter: TokenCounter
  /** Checked before each strategy: all strategies of one instruction may take seconds on a long record. */
  readonly signal?: AbortSignal
}

/** Strategies, budgets and a counter, ready to select with. */
export type Selection = {
  readonly strategiesFor: (instruction: Instruction) => readonly Strategy[]
  readonly budgets: StrategyBudgets
  /** Counts texts as the model will read them. */
  readonly counter: TokenCounter
  readonly factsOf: (instructionId: string) => readonly Fact[]
}

/** Makes each strategy of the requests once, and decides how tokens are counted. */
export async function selectionOf(
  requests: readonly SelectionRequest[],
  setup: Pick<SelectionSetup, 'isFenced' | 'budgets' | 'seed'>,
  { counter, signal, ...given }: SelectionMeans,
): Promise<Selection> {
  const names = new Map(
    requests.map(({ instruction, strategies }) => [instruction.instructionId, strategies]),
  )
  const made = new Map<string, Strategy>()
  for (const name of new Set(requests.flatMap(({ strategies }) => strategies))) {
    const strategy = await namedStrategy(name, { ...given, seed: setup.seed })
    made.set(name, signal === undefined ? strategy : stoppableStrategy(strategy, signal))
  }
  return {
    strategiesFor: ({ instructionId }) => names.get(instructionId)!.map((name) => made.get(name)!),
    budgets: setup.budgets,
    counter: promptCounter(counter, setup),
    factsOf: given.factsOf,
  }
}

/** Counts texts as the model will read them. */
export function promptCounter(
  counter: TokenCounter,
  { isFenced }: Pick<SelectionSetup, 'isFenced'>,
): TokenCounter {
  return isFenced ? countFenced(counter) : counter
}

function stoppableStrategy(strategy: Strategy, signal: AbortSignal): Strategy {
  return {
    ...strategy,
    async select(instruction, view) {
      await pauseFor(signal)
      return strategy.select(instruction, view)
    },
  }
}
