import type { TokenCounter } from '../../base/token-counter.js'
import type { Fact, Instruction } from '../../corpus/instruction.js'
import { countFenced } from '../../prompts/fence.js'
import type { Strategy } from '../../retrievers/strategy.js'
import { pauseFor } from '../workspace/execution.js'
import { type NamedStrategyContext, namedStrategy } from './named-strategy.js'

/** An instruction and the names of the strategies that select contexts for it. */
export type SelectionRequest = { readonly instruction: Instruction; readonly strategies: readonly string[] }

/** What all contexts of a selection share, as plain data that another process can open. */
export type SelectionSetup = {
  /** Embedder and counter as the user names them. */
  readonly embedder: string
  readonly counter: string
  /** Tokens are counted as they stand between the prompt's markers. */
  readonly isFenced: boolean
  readonly budgets: readonly number[]
  readonly seed: number
}

/** What is opened for a selection. */
export type SelectionMeans = Omit<NamedStrategyContext, 'seed'> & {
  /** Counts texts as they are, without the markers of a prompt. */
  readonly counter: TokenCounter
  /** Heard before each strategy: all strategies of one instruction may take seconds on a long record. */
  readonly signal?: AbortSignal
}

/** Strategies, budgets and a counter, ready to select with. */
export type Selection = {
  readonly strategiesFor: (instruction: Instruction) => readonly Strategy[]
  readonly budgets: readonly number[]
  /** Counts texts as the model will read them. */
  readonly counter: TokenCounter
  readonly factsOf: (instructionId: string) => readonly Fact[]
}

/** Makes each strategy of the requests once, and decides how tokens are counted. */
export function selectionOf(
  requests: readonly SelectionRequest[],
  { isFenced, budgets, seed }: Pick<SelectionSetup, 'isFenced' | 'budgets' | 'seed'>,
  { counter, signal, ...context }: SelectionMeans,
): Selection {
  const names = new Map(
    requests.map(({ instruction, strategies }) => [instruction.instructionId, strategies]),
  )
  const made = new Map<string, Strategy>()
  const strategyOf = (name: string) => {
    const known = made.get(name)
    if (known !== undefined) return known
    const strategy = namedStrategy(name, { ...context, seed })
    const stoppable = signal === undefined ? strategy : stoppableStrategy(strategy, signal)
    made.set(name, stoppable)
    return stoppable
  }
  return {
    strategiesFor: ({ instructionId }) => names.get(instructionId)!.map(strategyOf),
    budgets,
    counter: isFenced ? countFenced(counter) : counter,
    factsOf: context.factsOf,
  }
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
