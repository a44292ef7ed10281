import type { Modifier } from './modifier.js'
import { rescored } from './rescored.js'

/**
 * How much a note of a type says beside one of any type, from general knowledge and nothing fitted: what sums up a stay or an
 * opinion more, instructions to the patient and arrangements less. The first that matches counts; events count 1.
 */
const PRIORS: readonly (readonly [type: RegExp, factor: number])[] = [
  [/discharge (?:summary|note)|death summary|transfer summary/i, 1.3],
  [/history (?:and|&) physical|\bh ?& ?p\b|admission/i, 1.2],
  [/consult/i, 1.2],
  [/operat|procedure|surg|patholog|radiolog|imaging|echo/i, 1.15],
  [/progress|clinic|office|visit|emergency|\bed\b/i, 1.1],
  [/instruction|education|letter|telephone|phone|message|scheduling|admin|consent/i, 0.7],
  [/nurs|social|spiritual|nutrition|case management/i, 0.85],
]

/** Scores times the prior of the note's type. */
export const noteTypePrior: Modifier = (ranked) =>
  rescored(ranked, ({ chunk }) => (chunk.kind === 'note' ? priorOf(chunk.type) : 1))

/** The factor of a note type; 1 if no rule matches. */
export function priorOf(type: string): number {
  return PRIORS.find(([pattern]) => pattern.test(type))?.[1] ?? 1
}
