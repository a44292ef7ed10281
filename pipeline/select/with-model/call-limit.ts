/** The most calls that something may take, and their tokens. */
export type MostCalls = {
  readonly calls: number
  readonly promptTokens: number
  readonly answerTokens: number
}

/**
 * What a strategy asks at most for one instruction with all its budgets.
 * @param around tokens of a prompt besides what it shows of the record
 */
export type CallLimit = (budgets: readonly number[], around: number) => MostCalls

/** One call for all budgets, whose prompt shows nothing of the record. */
export function oneCall(answerTokens: number): CallLimit {
  return (_, around) => ({ calls: 1, promptTokens: around, answerTokens })
}

/** Calls and tokens of both. */
export function sumOf(a: MostCalls, b: MostCalls): MostCalls {
  return {
    calls: a.calls + b.calls,
    promptTokens: a.promptTokens + b.promptTokens,
    answerTokens: a.answerTokens + b.answerTokens,
  }
}
