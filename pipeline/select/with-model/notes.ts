import type { ModelRequest, StrategyModel } from '../../../generators/strategy-model.js'
import type { MostCalls } from './call-limit.js'
import { PARTS } from './context-slices.js'

/** A word of notes with its share of dates, values and bracketed numbers takes about two tokens. */
const TOKENS_A_WORD = 2
/** Most tokens of the notes on one part. */
export const LONGEST_NOTES = 384

/** The limit of notes on each part, for each budget. */
export function notesLimit(budgets: readonly number[], around: number): MostCalls {
  const budget = budgets.reduce((sum, tokens) => sum + tokens, 0)
  return {
    calls: PARTS * budgets.length,
    promptTokens: PARTS * (budget + budgets.length * around),
    answerTokens: budgets.reduce((sum, tokens) => sum + PARTS * Math.min(LONGEST_NOTES, tokens), 0),
  }
}

/** How many words the prompt allows, so that the reply ends before the token limit cuts it. */
export function wordsFor(maxTokens: number): string {
  return String(Math.max(1, Math.floor(maxTokens / TOKENS_A_WORD)))
}

/**
 * Asks a model for notes. If the token limit cut them, the incomplete end is dropped and the rest is used.
 * @throws GenerationFailure if there is no valid answer
 */
export async function askForNotes(
  { ask }: StrategyModel,
  prompt: string,
  options: Pick<ModelRequest, 'patientId' | 'maxTokens'>,
): Promise<{ readonly text: string; readonly isCut: boolean }> {
  const { text, isCut } = await ask(prompt, { ...options, mayBeCut: true })
  return { text: isCut ? wholeLines(text) : text, isCut }
}

const SENTENCE_END = /[.;!?](?:\s*\[[\d\s,;–-]+\])*[.;]?(?=\s)/g

/** The complete part of a text that was cut: all lines except the last or, if there is only one, all sentences except the last. */
export function wholeLines(text: string): string {
  const end = text.lastIndexOf('\n')
  if (end >= 0 && text.slice(0, end).trim() !== '') return text.slice(0, end)
  const last = [...text.matchAll(SENTENCE_END)].at(-1)
  return last === undefined ? '' : text.slice(0, last.index + last[0].length)
}
