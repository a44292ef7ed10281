import { basename } from 'node:path'
import type { Fact, Instruction } from '../../corpus/instruction.js'
import type { CorpusFolder } from '../../corpus/medalign/open-corpus.js'
import { readFacts } from '../../corpus/medalign/questions/read-facts.js'
import { readGoldAnswers } from '../../corpus/medalign/questions/read-gold-answers.js'
import { goldFacts, readQrels } from '../../corpus/medalign/questions/read-qrels.js'
import type { ProblemTally } from '../../corpus/problem.js'
import { NO_ROWS } from '../../corpus/tables/read-table.js'

/** Where the evidence gold comes from. */
export type GoldSource = 'facts.jsonl' | 'qrels.tsv' | 'evidence column' | 'none'

/** `facts` by instruction; null where nobody judged and the evidence column is to be aligned. */
export type RelevanceJudgements = {
  readonly source: GoldSource
  readonly facts: ReadonlyMap<string, readonly Fact[]> | null
  /** How many there are, by instruction. */
  readonly counts: ReadonlyMap<string, number>
  /** What a synthetic cohort says that is asked for ('last_value'), by instruction; empty elsewhere. */
  readonly kinds: ReadonlyMap<string, string>
}

/** The judgements of a corpus folder. One of an instruction that is not there is counted. */
export function readRelevanceJudgements(
  folder: CorpusFolder,
  instructions: readonly Instruction[],
  tally: ProblemTally,
): RelevanceJudgements {
  const { qrels, facts } = folder.tables
  const gold = folder.tables.gold === null ? null : readGoldAnswers(folder.tables.gold)
  const kinds = new Map([...(gold ?? [])].map(([id, { kind }]) => [id, kind]))
  if (qrels === null && facts === null) {
    const named = instructions.some(({ evidence }) => evidence.length > 0)
    return { source: named ? 'evidence column' : 'none', facts: null, counts: new Map(), kinds }
  }
  const rows = qrels === null ? [] : readQrels(qrels, tally)
  const grouped = facts === null ? [] : readFacts(facts)
  if (facts !== null && grouped.length === 0) tally.add(NO_ROWS, basename(facts))
  const known = new Set(instructions.map(({ instructionId }) => instructionId))
  const unknown = (judged: readonly { instructionId: string }[], path: string | null) => {
    for (const { instructionId } of judged) {
      if (!known.has(instructionId)) tally.add('judgement of an unknown instruction', basename(path ?? ''))
    }
  }
  unknown(rows, qrels)
  unknown(grouped, facts)
  return {
    source: facts === null ? 'qrels.tsv' : 'facts.jsonl',
    counts: countByInstruction(facts === null ? rows : grouped),
    kinds,
    facts: new Map(
      instructions.map(({ instructionId: id }) => {
        const anyProves = gold?.get(id)?.evidenceMode === 'any'
        return [id, goldFacts(id, rows, grouped, anyProves)]
      }),
    ),
  }
}

function countByInstruction(judged: readonly { readonly instructionId: string }[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { instructionId } of judged) counts.set(instructionId, (counts.get(instructionId) ?? 0) + 1)
  return counts
}
