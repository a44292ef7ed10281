import type { TokenCounter } from '../base/token-counter.js'
import type { Selection } from '../retrievers/strategy.js'
import { GenerationFailure } from './generator.js'
import type { ModelCall } from './model-call.js'

/** A strategy's request to a model. */
export type ModelRequest = {
  readonly patientId: string
  readonly maxTokens: number
  /** A JSON schema that the answer must match. */
  readonly format?: object
  /** True if an answer that was cut at `maxTokens` is usable; otherwise it is a failure. */
  readonly mayBeCut?: boolean
  /**
   * Checks that the strategy can read the answer; an answer that it cannot read is not stored.
   * @throws GenerationFailure if it cannot
   */
  readonly read?: (text: string) => void
}

/** A model's answer to a strategy. */
export type ModelText = {
  /** The answer without the model's thoughts. */
  readonly text: string
  readonly isCut: boolean
  /** Every call that was made for it. */
  readonly calls: readonly ModelCall[]
}

/**
 * A model that strategies may ask, with the budgets and counter of the contexts to fill. All strategies know
 * them in advance, since the text that a call shows the model keeps to the same budget.
 */
export type StrategyModel = {
  /** The name in reports. */
  readonly name: string
  /** @throws GenerationFailure if there is no answer that can be trusted */
  readonly ask: (prompt: string, options: ModelRequest) => Promise<ModelText>
  readonly budgets: readonly number[]
  readonly counter: TokenCounter
}

/** A model that an experiment has opened for its strategies. */
export type StrategyModelSource = {
  readonly name: string
  /** Hash of everything besides the prompts that determines its answers. */
  readonly identity: string
  /** How many patients' contexts it can make at a time. */
  readonly parallel: number
  asking(budgets: readonly number[], counter: TokenCounter, signal: AbortSignal): StrategyModel
}

/** The same model, with all its calls passed to `record`, including those of failed answers. */
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

/** The reason why a strategy has no context if its model gave no answer. @throws any other error unchanged */
export function reasonOf(error: unknown): string {
  if (error instanceof GenerationFailure) return `the strategy's model: ${error.message}`
  throw error
}

/**
 * A selection that makes its own calls for each budget. If the model gives no answer for one budget, that budget
 * gets the reason, and the others keep their contexts.
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
