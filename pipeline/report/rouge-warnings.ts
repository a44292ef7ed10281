import type { Instruction } from '../../corpus/instruction.js'
import { readsAsciiOnly } from '../../eval/measures/measure-needs.js'
import { isUnreadByRouge, rougeWarning } from '../../eval/text/words/unread-by-rouge.js'

/** A warning if ROUGE is measured and finds no words in references of these instructions. */
export function rougeWarnings(measures: readonly string[], instructions: readonly Instruction[]): string[] {
  const measure = measures.find(readsAsciiOnly)
  if (measure === undefined) return []
  const unread = instructions.filter(({ references }) =>
    references.some(({ text }) => isUnreadByRouge(text)),
  ).length
  if (unread === 0) return []
  return [rougeWarning(`references of ${unread} of ${instructions.length} instructions`, 'rouge-l-unicode')]
}
