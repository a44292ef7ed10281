import type { AsOfRule, GoldSource } from '../../corpus/corpus-questions.js'
import type { CorpusPlace } from '../../corpus/formats/open-corpus.js'
import type { Fact, Instruction } from '../../corpus/instruction.js'
import type { Problem } from '../../corpus/problem.js'
import type { IndexParameters } from '../../indexes/chunks/parameters.js'
import type { Embedder } from '../../indexes/embedders/embedder.js'
import type { PatientResult } from './index-patient.js'
import type { IndexSpec } from './index-spec.js'
import type { FailedPatient } from './patient-pool.js'

/** An indexed corpus, ready to be asked. */
export type IndexedCorpus = {
  readonly name: string
  /** Over the hashes of every record and table read: two corpora of one hash give the same results. */
  readonly contentHash: string
  /** Under which experiments are stored: the hash from before patients of the corpus were forgotten. */
  readonly answeredContent: string
  /** Patients of the corpus that were forgotten and are not read. */
  readonly forgotten: number
  readonly parameters: IndexParameters
  readonly spec: IndexSpec
  readonly embedder: Embedder
  readonly instructions: readonly Instruction[]
  /** Instructions whose patient has no record that could be read: they have rows, without values. */
  readonly unusable: readonly Unusable[]
  /** What of the judged evidence an instruction may find. */
  readonly facts: ReadonlyMap<string, readonly Fact[]>
  readonly goldSource: GoldSource
  /** What a synthetic cohort says that is asked for, by instruction; empty elsewhere. */
  readonly kinds: ReadonlyMap<string, string>
  readonly patients: readonly PatientResult[]
  readonly failed: readonly RefusedPatient[]
  readonly problems: readonly Problem[]
  patientFolder(patientId: string): string
  /**
   * Builds the index of a patient again if a file of it turns out to be damaged.
   * @throws InputError if its source is no longer the one that was indexed
   */
  repair(patientId: string): Promise<void>
}

/** A patient whose record could not be read, and how much of the tables is about it. */
export type RefusedPatient = FailedPatient & { readonly instructions: number; readonly judgements: number }

/** An instruction that cannot be asked, and why. */
export type Unusable = { readonly instruction: Instruction; readonly reason: string }

/** `verify`: look at every byte, whatever sizes and times of the files say. `asOf`: whether every instruction needs an as-of time. */
export type CorpusRequest = CorpusPlace & {
  readonly verify: boolean
  readonly asOf: AsOfRule
  /** If it is given, nothing is built: an index that is missing or out of date is refused, and this command is named. */
  readonly builtBy?: string
}
