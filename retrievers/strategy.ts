import type { Instruction } from '../corpus/instruction.js'
import type { Chunk } from '../indexes/chunks/chunk.js'
import type { Budget, Context, Unfit } from './packing/context.js'
import type { RecordView } from './view/record-view.js'

/** Orders chunks for an instruction, best first, with its score. */
export type Ranker = (instruction: Instruction, view: RecordView) => Promise<readonly Scored[]>
/** `why`, where a strategy can say it: of what the score is made. */
export type Scored = { readonly chunk: Chunk; readonly score: number | null; readonly why?: () => string }

/** Fills a budget from what was selected once; budgets of one instruction share the selection. */
export type Selection = (budget: Budget) => Context | Unfit

/** A way to fill a context. It sees one patient's view, cut at the instruction's asOf, and nothing else. */
export type Strategy = {
  readonly name: string
  select(instruction: Instruction, view: RecordView): Promise<Selection>
  /** The order that `select` packs by; only strategies that rank chunks have one. */
  readonly rank?: Ranker
  /**
   * How it understood an instruction, in words; only strategies that read one have it. Without the view, times that are counted
   * back from the record's end are not known.
   */
  readonly explain?: (instruction: Instruction, view?: RecordView) => Promise<string>
}
