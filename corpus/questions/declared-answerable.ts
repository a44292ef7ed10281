import type { Instruction } from '../instruction.js'
import type { ProblemTally } from '../problem.js'
import type { GoldAnswer } from './read-gold-answers.js'

const YES = /^(?:1(?:\.0+)?|true|yes|y)$/i
const NO = /^(?:0(?:\.0+)?|false|no|n)$/i
const EMPTY = /^(?:nan|null|none|na)?$/i

/** What a row declares about whether the record can answer its instruction: undefined if nothing, null if it cannot be read. */
export function declaredInRow(fields: Readonly<Record<string, string>>): boolean | undefined | null {
  const [column, meaning] = 'answerable' in fields ? ['answerable', true] : ['unanswerable', false]
  const cell = (fields[column as string] ?? '').trim()
  if (EMPTY.test(cell)) return undefined
  if (YES.test(cell)) return meaning as boolean
  return NO.test(cell) ? !meaning : null
}

/** What instructions declare, in the table or else in gold.jsonl. If they disagree, the table counts and the instruction is counted. */
export function declaredAnswerable(
  instructions: readonly Instruction[],
  gold: ReadonlyMap<string, GoldAnswer>,
  problems: ProblemTally,
): Map<string, boolean> {
  const declared = new Map<string, boolean>()
  for (const { instructionId, isAnswerable: inTable } of instructions) {
    const inGold = gold.get(instructionId)?.isAnswerable ?? undefined
    const found = inTable ?? inGold
    if (found !== undefined) declared.set(instructionId, found)
    if (inTable !== undefined && inGold !== undefined && inTable !== inGold)
      problems.add(
        'instruction that table and gold.jsonl declare differently; the table counts',
        'gold.jsonl',
      )
  }
  return declared
}
