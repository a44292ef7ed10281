import type { Fact, Instruction } from './instruction.js'
import type { ProblemTally } from './problem.js'

/**
 * Whether an instruction needs an as-of time if the corpus gives such times: without one it would see the whole record. If the
 * corpus gives none, every instruction does.
 */
export type AsOfRule = 'required' | 'optional'

/** Where the evidence gold comes from: the name of a file of judgements, the annotators' evidence column, or nowhere. */
export type GoldSource = 'evidence column' | 'none' | (string & {})

/** Instructions of a corpus, and those that cannot be used. */
export type ReadInstructions = {
  /** One per id, in file order. */
  readonly instructions: Instruction[]
  /** Those that need an as-of time and have none, also counted as problems; with 'optional' they are among the instructions. */
  readonly withoutAsOf: Instruction[]
  /** Those whose as-of time cannot be read, whatever the rule, also counted as problems. The reason names file and line. */
  readonly unreadableAsOf: { readonly instruction: Instruction; readonly reason: string }[]
  /** Those for patients without a record, also counted as problems. Each still needs its row in the results. */
  readonly orphans: Instruction[]
}

/** `facts` by instruction; null if nobody judged and the evidence column is to be aligned. */
export type RelevanceJudgements = {
  readonly source: GoldSource
  readonly facts: ReadonlyMap<string, readonly Fact[]> | null
  /** How many there are, by instruction. */
  readonly counts: ReadonlyMap<string, number>
  /** What a synthetic cohort says an instruction asks for ('last_value'), by instruction; empty elsewhere. */
  readonly kinds: ReadonlyMap<string, string>
  /** Whether the record can answer an instruction, by instruction, for those of which that is declared. */
  readonly answerable: ReadonlyMap<string, boolean>
}

/** The instructions about the patients of a corpus, and the relevance judgements. */
export type CorpusQuestions = {
  /** The files that instructions and judgements are read from. Names and contents decide the hash of the corpus. */
  readonly files: readonly { readonly name: string; readonly path: string }[]
  /** The file that gives as-of times, as users know it, and whether it is there. */
  readonly asOf: { readonly file: string; readonly isThere: boolean }
  /** @throws InputError for a file that is not what it should be */
  instructions(rule: AsOfRule, problems: ProblemTally): ReadInstructions
  /** Where the judgements of these instructions come from. No file is read. */
  goldSource(instructions: readonly Instruction[]): GoldSource
  /**
   * The judgements of these instructions. One of any other instruction is counted.
   * @throws InputError for a file that is not what it should be
   */
  judgements(instructions: readonly Instruction[], problems: ProblemTally): RelevanceJudgements
}

/** Files, by name, whose contents decide nothing of an experiment. */
export const UNDECIDING_FILES: ReadonlySet<string> = new Set(['reviewed'])

/** The questions of a corpus without instructions. @public for a format to come (CONTRIBUTING.md) */
export const NO_QUESTIONS: CorpusQuestions = {
  files: [],
  asOf: { file: 'file of as-of times', isThere: false },
  instructions: () => ({ instructions: [], withoutAsOf: [], unreadableAsOf: [], orphans: [] }),
  goldSource: () => 'none',
  judgements: () => ({
    source: 'none',
    facts: null,
    counts: new Map(),
    kinds: new Map(),
    answerable: new Map(),
  }),
}
