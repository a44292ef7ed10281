import type { CorpusQuestions } from '../../corpus/corpus-questions.js'
import type { Instruction } from '../../corpus/instruction.js'
import type { RefusedPatient, Unusable } from './indexed-corpus.js'
import type { AskedOfCorpus } from './known/known-corpus.js'
import type { FailedPatient } from './patient-pool.js'

/** Instructions that get no contexts, each with its reason. */
export function unusableInstructions(
  { instructions, orphans, withoutAsOf, unreadableAsOf }: AskedOfCorpus,
  { asOf }: CorpusQuestions,
  failed: ReadonlySet<string>,
): Unusable[] {
  const because = (reason: string) => (instruction: Instruction) => ({ instruction, reason })
  return [
    ...instructions
      .filter(({ patientId }) => failed.has(patientId))
      .map(because("the patient's record could not be read")),
    ...orphans.map(because('the corpus has no record of the patient')),
    ...withoutAsOf.map(
      because(`${asOf.file} has no row for it (asOf: optional would let it see the whole record)`),
    ),
    ...unreadableAsOf,
  ]
}

/** A patient that failed, with how many instructions and judgements are about it. */
export function withConsequences(
  failed: FailedPatient,
  { instructions, withoutAsOf, unreadableAsOf, judgements }: AskedOfCorpus,
): RefusedPatient {
  const all = [...instructions, ...withoutAsOf, ...unreadableAsOf.map(({ instruction }) => instruction)]
  const own = all.filter(({ patientId }) => patientId === failed.patientId)
  const judged = own.reduce(
    (total, { instructionId }) => total + (judgements.counts.get(instructionId) ?? 0),
    0,
  )
  return { ...failed, instructions: own.length, judgements: judged }
}
