import type { TokenCounter } from '../../retrievers/token-counter.js'
import { GenerationFailure } from '../generators/generator.js'

/** What a strategy took of a model's time: over all its calls for one context, or for the first of those that share them. */
export type AskedCost = {
  readonly calls: number
  /** Of the calls, those whose answers were kept from before. */
  readonly cached: number
  readonly promptTokens: number
  readonly responseTokens: number
  readonly milliseconds: number
}

export type AskOptions = {
  readonly patientId: string
  readonly maxTokens: number
  /** A JSON schema that the answer has to fit. */
  readonly format?: object
  /** Whether the strategy can read it; what it cannot is not kept. @throws GenerationFailure where not */
  readonly read?: (text: string) => void
}

export type AskedText = AskedCost & { readonly text: string }

/**
 * A model that strategies may ask, and what its contexts are filled to: all of them know beforehand, since what a call shows
 * the model keeps to the same budget.
 */
export type Asking = {
  /** As in reports. */
  readonly name: string
  /** @throws GenerationFailure where there is no answer that may be believed */
  readonly ask: (prompt: string, options: AskOptions) => Promise<AskedText>
  readonly budgets: readonly number[]
  readonly counter: TokenCounter
}

/** A model as an experiment opened it for its strategies. */
export type Asker = {
  readonly name: string
  /** Hash over everything besides the prompts that decides what it says. */
  readonly identity: string
  /** Patients whose contexts are worth making side by side. */
  readonly parallel: number
  asking(budgets: readonly number[], counter: TokenCounter, signal: AbortSignal): Asking
}

export const NOTHING_ASKED: AskedCost = {
  calls: 0,
  cached: 0,
  promptTokens: 0,
  responseTokens: 0,
  milliseconds: 0,
}

export function plus(a: AskedCost, b: AskedCost): AskedCost {
  return {
    calls: a.calls + b.calls,
    cached: a.cached + b.cached,
    promptTokens: a.promptTokens + b.promptTokens,
    responseTokens: a.responseTokens + b.responseTokens,
    milliseconds: a.milliseconds + b.milliseconds,
  }
}

/** Calls that the contexts of all budgets share are told of with the first that is filled, so that sums are what was asked. */
export function toldOnce(asked: AskedCost): () => AskedCost {
  let left = asked
  return () => {
    const told = left
    left = NOTHING_ASKED
    return told
  }
}

/** Why a strategy has no context where its model gave no answer; any other fault goes on. */
export function reasonOf(error: unknown): string {
  if (error instanceof GenerationFailure) return `the strategy's model: ${error.message}`
  throw error
}
