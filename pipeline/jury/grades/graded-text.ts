import type { Grading } from './grading.js'

/** What a judge reads of an answer: `context` is the context that was shown; null if it is not known. */
export type JudgedAnswer = { readonly response: string; readonly context: string | null }

/** The text under which a grade is stored: the response, with the context if the judge reads that too. */
export function gradedText({ readsContext }: Grading, { response, context }: JudgedAnswer): string {
  return readsContext ? `${response}\u0000${context ?? ''}` : response
}
