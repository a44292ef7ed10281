import type { AsOfRule, GoldSource } from '../../corpus/corpus-questions.js'
import type { CorpusPlace } from '../../corpus/formats/open-corpus.js'
import type { Fact, Instruction } from '../../corpus/instruction.js'
import type { Problem } from '../../corpus/problem.js'
import type { IndexParameters } from '../../indexes/chunks/parameters.js'
import type { Embedder } from '../../indexes/embedders/embedder.js'
import type { PatientResult } from './index-patient.js'
import type { IndexSpec } from './index-spec.js'
import type { Answerability } from './known/answerability.js'
import type { FailedPatient } from './patient-pool.js'

/** An indexed corpus, ready for selecting contexts. */
export type IndexedCorpus = {
  readonly name: string
  /** Hash over the hashes of every record and table: two corpora with the same hash give the same results. */
  readonly contentHash: string
  /** The hash that experiments are stored under: the content hash from before patients of the corpus were forgotten. */
  readonly answeredContent: string
  /** How many patients of the corpus were forgotten and are not read. */
  readonly forgotten: number
  readonly parameters: IndexParameters
  readonly spec: IndexSpec
  readonly embedder: Embedder
  readonly instructions: readonly Instruction[]
  /** Instructions whose patient has no readable record: they have rows in results, without values. */
  readonly unusable: readonly Unusable[]
  /** The judged evidence that an instruction may find. */
  readonly facts: ReadonlyMap<string, readonly Fact[]>
  readonly goldSource: GoldSource
  /** What each instruction of a synthetic cohort is about; empty for other corpora. */
  readonly kinds: ReadonlyMap<string, string>
  /** Whether the visible record can answer an instruction, and how that is known; an instruction is absent if nobody said so. */
  readonly answerability: ReadonlyMap<string, Answerability>
  readonly patients: readonly PatientResult[]
  readonly failed: readonly RefusedPatient[]
  readonly problems: readonly Problem[]
  patientFolder(patientId: string): string
  /**
   * Builds a patient's index again if one of its files turns out to be damaged.
   * @throws InputError if the source has changed since it was indexed
   */
  repair(patientId: string): Promise<void>
}

/** A patient whose record could not be read, and how many instructions and judgements are about that patient. */
export type RefusedPatient = FailedPatient & { readonly instructions: number; readonly judgements: number }

/** An instruction that cannot be answered, and why. */
export type Unusable = { readonly instruction: Instruction; readonly reason: string }

/**
 * `verify`: check every byte, even if the sizes and times of files are unchanged. `asOf`: whether every instruction needs an
 * as-of time.
 */
export type CorpusRequest = CorpusPlace & {
  readonly verify: boolean
  readonly asOf: AsOfRule
  /**
   * The command that builds the index. If it is given, nothing is built: an index that is missing or out of date is refused,
   * and the error names this command.
   */
  readonly builtBy?: string
}
