import type { Instruction } from '../../corpus/instruction.js'
import type { Strategy } from '../../retrievers/strategy.js'
import { type NamedStrategyContext, namedStrategy } from './named-strategy.js'

/** An instruction and the names of the strategies that are to answer it. */
export type SelectionRequest = { readonly instruction: Instruction; readonly strategies: readonly string[] }

/** What all contexts of a selection share, in words that another process can open. */
export type SelectionSetup = {
  /** Embedder and counter as the user names them. */
  readonly embedder: string
  readonly counter: string
  /** Tokens are counted as they stand between the prompt's markers. */
  readonly isFenced: boolean
  readonly budgets: readonly number[]
  readonly seed: number
}

/** The strategies of each instruction that is asked, each made once. */
export function strategiesOf(
  asked: readonly SelectionRequest[],
  context: NamedStrategyContext,
): (instruction: Instruction) => readonly Strategy[] {
  const names = new Map(asked.map(({ instruction, strategies }) => [instruction.instructionId, strategies]))
  const made = new Map<string, Strategy>()
  return ({ instructionId }) =>
    names.get(instructionId)!.map((name) => {
      const strategy = made.get(name) ?? namedStrategy(name, context)
      made.set(name, strategy)
      return strategy
    })
}
