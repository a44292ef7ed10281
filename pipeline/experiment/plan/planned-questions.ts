import { createHash } from 'node:crypto'
import type { Instruction } from '../../../corpus/instruction.js'
import type { AskedOfCorpus } from '../../index/known/known-corpus.js'

/**
 * What a corpus asks and what it judges, as counts and hashes. `instructions` and `patients`: those that can be used as far as the
 * tables say; whether each record can be read is known when it is indexed.
 */
export type PlannedQuestions = {
  readonly instructions: number
  readonly patients: number
  /** sha256 over id, patient, text and as-of time of every instruction. */
  readonly asked: string
  /** sha256 over reference answers, the evidence column, declared answerability and judged places. */
  readonly judged: string
}

/** The questions of a corpus without forgotten patients. */
export function plannedQuestions({
  instructions,
  orphans,
  withoutAsOf,
  unreadableAsOf,
  judgements,
}: AskedOfCorpus): PlannedQuestions {
  const all = [
    ...instructions,
    ...orphans,
    ...withoutAsOf,
    ...unreadableAsOf.map(({ instruction }) => instruction),
  ].toSorted(byId)
  const asked = all.map(({ instructionId, patientId, text, asOf }) => [instructionId, patientId, text, asOf])
  const judged = all.map(({ instructionId, references, evidence, isAnswerable }) => [
    instructionId,
    references.map(({ annotator, text }) => [annotator, text]),
    evidence,
    isAnswerable ?? judgements.answerable.get(instructionId) ?? null,
    (judgements.facts?.get(instructionId) ?? []).map(({ factId, relevance, places }) => [
      factId,
      relevance,
      places.map(({ documentId, start, end }) => [documentId, start, end]),
    ]),
  ])
  return {
    instructions: instructions.length,
    patients: new Set(instructions.map(({ patientId }) => patientId)).size,
    asked: hashOf(asked),
    judged: hashOf(judged),
  }
}

function byId(a: Instruction, b: Instruction): number {
  return a.instructionId < b.instructionId ? -1 : 1
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex')
}
