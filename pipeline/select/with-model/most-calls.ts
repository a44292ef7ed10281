import { PARTS } from './context-slices.js'
import { PASSAGE_TOKENS } from './hyde.js'
import { LONGEST_NOTES } from './map-reduce.js'
import { TOKENS_OF_WORDINGS } from './multi-query.js'
import { DEPTH, mostScoreTokens } from './rerank-llm.js'

/** Hardly a passage that a strategy ranks is longer. */
const LONGEST_PASSAGE = 256

/** Calls of a strategy and their tokens: more than these they are not. */
export type MostCalls = {
  readonly calls: number
  readonly promptTokens: number
  readonly answerTokens: number
}

/**
 * What a strategy asks at most for one instruction with all its budgets; null of one that asks nothing.
 * @param around tokens of a prompt besides what it shows of the record
 */
export function mostCalls(strategy: string, budgets: readonly number[], around: number): MostCalls | null {
  const budget = budgets.reduce((sum, tokens) => sum + tokens, 0)
  const once = (answerTokens: number): MostCalls => ({ calls: 1, promptTokens: around, answerTokens })
  const reading = (calls: number, answerTokens: number): MostCalls => ({
    calls: calls * budgets.length,
    promptTokens: calls * (budget + budgets.length * around),
    answerTokens,
  })
  switch (strategy) {
    case 'hyde':
      return once(PASSAGE_TOKENS)
    case 'multi-query':
      return once(TOKENS_OF_WORDINGS)
    case 'rerank-llm':
      return budgets.map((tokens) => reranking(tokens, around)).reduce(sumOf)
    case 'map-reduce':
    case 'refine':
      return reading(
        PARTS,
        budgets.reduce((sum, tokens) => sum + PARTS * Math.min(LONGEST_NOTES, tokens), 0),
      )
    default:
      return null
  }
}

/** Two calls that follow each other read more than a budget together, or they were one. */
function reranking(budget: number, around: number): MostCalls {
  const read = DEPTH * LONGEST_PASSAGE
  const calls = Math.min(DEPTH, Math.floor((2 * read) / budget) + 1)
  const shown = Math.min(read, calls * budget)
  return {
    calls,
    promptTokens: shown + calls * around,
    answerTokens: mostScoreTokens(DEPTH) + (calls - 1) * mostScoreTokens(0),
  }
}

export function sumOf(a: MostCalls, b: MostCalls): MostCalls {
  return {
    calls: a.calls + b.calls,
    promptTokens: a.promptTokens + b.promptTokens,
    answerTokens: a.answerTokens + b.answerTokens,
  }
}
