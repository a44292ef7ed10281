import type { Fact } from '../../../corpus/instruction.js'
import type { StrategyModel } from '../../../generators/strategy-model.js'
import type { Strategy } from '../../../retrievers/strategy.js'
import type { CallLimit } from '../with-model/call-limit.js'
import type { Accepts } from './reach.js'

type Described = {
  /** Its name in experiment files, reports and papers. */
  readonly name: string
  /** What it does, for `chartsift list strategies` and the report's list of arms. */
  readonly sentence: string
  readonly accepts: Accepts
  /** Whether it scores the texts of any collection for a query, so that `chartsift rank` can use it without a chart. */
  readonly collection: boolean
  /**
   * False if it reads only the record, so that it runs once in an experiment with several indexes. The oracle runs once too,
   * although it takes chunks of a note that was judged as a whole, since it bounds all arms.
   */
  readonly usesIndex?: false
  /** The strategy that it is an ablation of: a reader of its sentence needs that strategy's sentence too. */
  readonly armOf?: { readonly name: string; readonly sentence: string }
  /** Its old name: still accepted, and reported under `name`. */
  readonly formerly?: string
  /** True if its constants were chosen on cohorts that people may report on. */
  readonly isTuned?: true
}

/** How a strategy makes a context. Only the last two kinds get more than a seed. */
type Making =
  | {
      readonly kind: 'ranks by scores' | 'ranks without scores' | 'fills by itself'
      /** Loads the strategy, so that names can be checked without loading any. */
      readonly make: (seed: number) => Promise<Strategy>
    }
  | {
      readonly kind: 'needs evidence'
      /** @param factsOf judged evidence of an instruction; empty if nobody judged any */
      readonly make: (factsOf: (instructionId: string) => readonly Fact[]) => Promise<Strategy>
    }
  | {
      readonly kind: 'asks a model'
      readonly make: (model: StrategyModel) => Promise<Strategy>
      /** The most calls and tokens that it may need. */
      readonly limit: () => Promise<CallLimit>
      /** Templates in prompts/ that decide what the model replies: if their text changes, contexts are selected again. */
      readonly prompts: readonly string[]
      /** The one of them that this strategy sends. */
      readonly sends: string
    }

/** Everything that chartsift knows of a strategy: to add one, write its file and its row. */
export type StrategyRow = Described & Making
/** The row of a strategy that asks a model. */
export type ModelStrategyRow = Extract<StrategyRow, { readonly kind: 'asks a model' }>
