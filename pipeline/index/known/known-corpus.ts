import { InputError } from '../../../base/errors/input-error.js'
import type { Corpus, CorpusPatient } from '../../../corpus/corpus-format.js'
import type { AsOfRule, ReadInstructions, RelevanceJudgements } from '../../../corpus/corpus-questions.js'
import { ProblemTally } from '../../../corpus/problem.js'
import type { Tombstones } from '../../workspace/tombstones.js'

/** The instructions and judgements of a corpus, with their problems. */
export type AskedOfCorpus = ReadInstructions & {
  readonly judgements: RelevanceJudgements
  readonly tally: ProblemTally
}

/** A corpus without its forgotten patients. */
export type KnownCorpus = {
  readonly corpus: Corpus
  readonly patients: readonly CorpusPatient[]
  readonly asked: AskedOfCorpus
  readonly tombstones: Tombstones
  readonly forgotten: number
}

/** The instructions and judgements of a corpus. Reads its tables and no record. */
export function readQuestions({ questions }: Corpus, asOf: AsOfRule): AskedOfCorpus {
  const tally = new ProblemTally()
  const read = questions.instructions(asOf, tally)
  const unreadable = read.unreadableAsOf.map(({ instruction }) => instruction)
  const judged = [...read.instructions, ...read.withoutAsOf, ...unreadable]
  return { ...read, judgements: questions.judgements(judged, tally), tally }
}

/** Removes everything about forgotten patients, instructions included: otherwise every report would have them. */
export function withoutForgotten(corpus: Corpus, asked: AskedOfCorpus, tombstones: Tombstones): KnownCorpus {
  const isKnown = ({ patientId }: { readonly patientId: string }) => !tombstones.has(patientId)
  const all = corpus.patients()
  const patients = all.filter(isKnown)
  const forgotten = all.length - patients.length
  if (patients.length === 0 && forgotten > 0) {
    throw new InputError(
      `all ${forgotten} patients of ${corpus.folder} were forgotten: use 'chartsift index --unforget ID' to read one again`,
    )
  }
  return {
    corpus,
    patients,
    asked: {
      ...asked,
      instructions: asked.instructions.filter(isKnown),
      withoutAsOf: asked.withoutAsOf.filter(isKnown),
      unreadableAsOf: asked.unreadableAsOf.filter(({ instruction }) => isKnown(instruction)),
      orphans: asked.orphans.filter(isKnown),
    },
    tombstones,
    forgotten,
  }
}
