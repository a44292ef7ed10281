import { basename } from 'node:path'
import type { GoldSource, RelevanceJudgements } from '../corpus-questions.js'
import type { Instruction } from '../instruction.js'
import type { ProblemTally } from '../problem.js'
import { NO_ROWS } from '../tables/read-table.js'
import { declaredAnswerable } from './declared-answerable.js'
import type { QuestionFiles } from './question-files.js'
import { readFacts } from './read-facts.js'
import { readGoldAnswers } from './read-gold-answers.js'
import { goldFacts, readQrels } from './read-qrels.js'

/** Facts go before single judgements, and these before the annotators' evidence column. */
export function goldSource(
  { facts, qrels }: QuestionFiles,
  instructions: readonly Instruction[],
): GoldSource {
  if (facts !== null) return basename(facts)
  if (qrels !== null) return basename(qrels)
  return instructions.some(({ evidence }) => evidence.length > 0) ? 'evidence column' : 'none'
}

/** The judgements of these instructions. Judgements of other instructions are counted. */
export function readJudgements(
  files: QuestionFiles,
  instructions: readonly Instruction[],
  problems: ProblemTally,
): RelevanceJudgements {
  const { qrels, facts } = files
  const source = goldSource(files, instructions)
  const gold = files.gold === null ? null : readGoldAnswers(files.gold)
  const kinds = new Map([...(gold ?? [])].map(([id, { kind }]) => [id, kind]))
  const answerable = declaredAnswerable(instructions, gold ?? new Map(), problems)
  if (qrels === null && facts === null) return { source, facts: null, counts: new Map(), kinds, answerable }
  const rows = qrels === null ? [] : readQrels(qrels, problems)
  const grouped = facts === null ? [] : readFacts(facts)
  if (facts !== null && grouped.length === 0) problems.add(NO_ROWS, basename(facts))
  const known = new Set(instructions.map(({ instructionId }) => instructionId))
  const unknown = (judged: readonly { instructionId: string }[], path: string | null) => {
    for (const { instructionId } of judged) {
      if (!known.has(instructionId)) problems.add('judgment of an unknown instruction', basename(path ?? ''))
    }
  }
  unknown(rows, qrels)
  unknown(grouped, facts)
  return {
    source,
    counts: countByInstruction(facts === null ? rows : grouped),
    kinds,
    answerable,
    facts: new Map(
      instructions.map(({ instructionId: id }) => {
        const anyProves = gold?.get(id)?.evidenceMode === 'any'
        return [id, goldFacts(id, { qrels: rows, facts: grouped, anyProves })]
      }),
    ),
  }
}

function countByInstruction(judged: readonly { readonly instructionId: string }[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { instructionId } of judged) counts.set(instructionId, (counts.get(instructionId) ?? 0) + 1)
  return counts
}
