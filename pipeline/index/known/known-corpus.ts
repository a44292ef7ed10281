import { InputError } from '../../../base/errors/input-error.js'
import type { Instruction } from '../../../corpus/instruction.js'
import type { CorpusFolder } from '../../../corpus/medalign/open-corpus.js'
import type { ProblemTally } from '../../../corpus/problem.js'
import type { Tombstones } from '../../workspace/tombstones.js'
import type { RelevanceJudgements } from '../read-relevance-judgements.js'

/** What the tables of a corpus ask for. */
export type CorpusTables = {
  readonly instructions: readonly Instruction[]
  readonly withoutAsOf: readonly Instruction[]
  readonly orphans: readonly Instruction[]
  readonly judgements: RelevanceJudgements
  readonly tally: ProblemTally
}

/** A corpus as far as its patients may be read. */
export type KnownCorpus = {
  readonly folder: CorpusFolder
  readonly asked: CorpusTables
  readonly tombstones: Tombstones
  readonly forgotten: number
}

/** Nothing of a forgotten patient is left, its instructions neither: they would stand in every report. */
export function withoutForgotten(
  folder: CorpusFolder,
  asked: CorpusTables,
  tombstones: Tombstones,
): KnownCorpus {
  const isKnown = ({ patientId }: { readonly patientId: string }) => !tombstones.has(patientId)
  const records = folder.records.filter(isKnown)
  const forgotten = folder.records.length - records.length
  if (records.length === 0 && forgotten > 0) {
    throw new InputError(
      `all ${forgotten} patients of ${folder.folder} were forgotten: use 'chartsift index --unforget ID' to read one again`,
    )
  }
  return {
    folder: { ...folder, records },
    asked: {
      ...asked,
      instructions: asked.instructions.filter(isKnown),
      withoutAsOf: asked.withoutAsOf.filter(isKnown),
      orphans: asked.orphans.filter(isKnown),
    },
    tombstones,
    forgotten,
  }
}
