import type { RelevanceJudgements } from '../../../corpus/corpus-questions.js'
import type { PatientEvidence } from '../patient-evidence.js'

/** Whether the record that may be seen can answer an instruction, and how that is known. */
export type Answerability = {
  readonly isAnswerable: boolean
  readonly because: 'declared' | 'evidence is visible' | 'all evidence is after the as-of time'
}

/**
 * What is known of instructions, by id. What is declared counts first. Otherwise an instruction is answerable if evidence that is
 * judged essential is visible, and unanswerable if something is judged and all of it is after the as-of time. Nothing is known
 * of an instruction without judgements.
 */
export function answerabilityOf(
  { answerable }: Pick<RelevanceJudgements, 'answerable'>,
  evidence: readonly Pick<PatientEvidence, 'facts' | 'onlyLate'>[],
): Map<string, Answerability> {
  const known = new Map<string, Answerability>()
  for (const { facts, onlyLate } of evidence) {
    for (const { instructionId, relevance } of facts)
      if (relevance >= 2) known.set(instructionId, { isAnswerable: true, because: 'evidence is visible' })
    for (const instructionId of onlyLate)
      known.set(instructionId, { isAnswerable: false, because: 'all evidence is after the as-of time' })
  }
  for (const [instructionId, isAnswerable] of answerable)
    known.set(instructionId, { isAnswerable, because: 'declared' })
  return known
}
