import type { TokenCounter } from '../base/token-counter.js'
import type { Selection } from '../retrievers/strategy.js'
import { GenerationFailure } from './generator.js'
import type { ModelCall } from './model-call.js'

/** What a strategy asks of a model. */
export type ModelRequest = {
  readonly patientId: string
  readonly maxTokens: number
  /** A JSON schema that the answer must fit. */
  readonly format?: object
  /** True if an answer that `maxTokens` cut can be used; otherwise it is a failure. */
  readonly mayBeCut?: boolean
  /** Whether the strategy can read it; what it cannot is not kept. @throws GenerationFailure if not */
  readonly read?: (text: string) => void
}

/** What the model answered. */
export type ModelText = {
  /** The answer without the model's thoughts. */
  readonly text: string
  readonly isCut: boolean
  /** Every call that was made for it. */
  readonly calls: readonly ModelCall[]
}

/**
 * A model that strategies may ask, and what its contexts are filled to: all of them know beforehand, since what a call shows
 * the model keeps to the same budget.
 */
export type StrategyModel = {
  /** As in reports. */
  readonly name: string
  /** @throws GenerationFailure if there is no answer that may be believed */
  readonly ask: (prompt: string, options: ModelRequest) => Promise<ModelText>
  readonly budgets: readonly number[]
  readonly counter: TokenCounter
}

/** A model as an experiment opened it for its strategies. */
export type StrategyModelSource = {
  readonly name: string
  /** Hash over everything besides the prompts that decides what it says. */
  readonly identity: string
  /** Patients whose contexts are worth making side by side. */
  readonly parallel: number
  asking(budgets: readonly number[], counter: TokenCounter, signal: AbortSignal): StrategyModel
}

/** The same model, with every call told to `record`, those of failed answers too. */
export function recorded(
  asking: StrategyModel,
  record: (calls: readonly ModelCall[]) => void,
): StrategyModel {
  return {
    ...asking,
    async ask(prompt, options) {
      try {
        const asked = await asking.ask(prompt, options)
        record(asked.calls)
        return asked
      } catch (error) {
        if (error instanceof GenerationFailure) record(error.calls)
        throw error
      }
    },
  }
}

/** Why a strategy has no context where its model gave no answer; any other fault continues. */
export function reasonOf(error: unknown): string {
  if (error instanceof GenerationFailure) return `the strategy's model: ${error.message}`
  throw error
}

/**
 * A selection that is made for each budget by calls of its own. A budget whose model gives no answer has its reason, and the
 * others keep their contexts.
 */
export async function selectedPerBudget(
  budgets: readonly number[],
  select: (tokens: number) => Promise<Selection>,
): Promise<Selection> {
  const filled = new Map<number, Selection>()
  for (const tokens of budgets) {
    try {
      filled.set(tokens, await select(tokens))
    } catch (error) {
      const reason = reasonOf(error)
      filled.set(tokens, () => ({ reason }))
    }
  }
  return (budget) => {
    const own = filled.get(budget.tokens)
    if (own === undefined) throw new Error(`no model was asked for a budget of ${budget.tokens} tokens`)
    return own(budget)
  }
}
