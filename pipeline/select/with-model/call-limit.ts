/** The most calls that something may take, and their tokens. */
export type MostCalls = {
  readonly calls: number
  readonly promptTokens: number
  readonly answerTokens: number
}

/** The most that a strategy asks for one instruction, over all budgets. @param around tokens of a prompt besides its record text */
export type CallLimit = (budgets: readonly number[], around: number) => MostCalls

/** The limit of one call for all budgets, whose prompt shows no part of the record. */
export function oneCall(answerTokens: number): CallLimit {
  return (_, around) => ({ calls: 1, promptTokens: around, answerTokens })
}

/** Calls and tokens of both limits together. */
export function sumOf(a: MostCalls, b: MostCalls): MostCalls {
  return {
    calls: a.calls + b.calls,
    promptTokens: a.promptTokens + b.promptTokens,
    answerTokens: a.answerTokens + b.answerTokens,
  }
}
