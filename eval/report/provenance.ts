import type { JuryAgreement } from '../jury/jury-agreement.js'
import type { PeopleAgreement } from '../jury/label-agreement.js'
import type { RankAgreement } from '../jury/rank-agreement.js'
import type { ExecutionFacts } from './execution/execution-facts.js'

/**
 * What a generator thought before it answered, in all answers of the experiment: stored, never scored. answers: how many came
 * after thoughts; alone: replies of nothing but thoughts, which failed; tokens: null if not all could be counted.
 */
export type ThoughtsRow = {
  readonly generator: string
  readonly answers: number
  readonly alone: number
  readonly characters: number
  readonly tokens: number | null
}

/** Who graded, and how far the grades can be trusted. */
export type JuryProvenance = {
  readonly judges: readonly {
    readonly name: string
    readonly family: string
    readonly identity: Readonly<Record<string, string | number | boolean | null>>
  }[]
  /** Agreement between the judges, by criterion. */
  readonly agreement: readonly JuryAgreement[]
  /** True if each criterion was compared with people's labels or rankings; `uncalibrated` lists those that were not. */
  readonly calibrated: boolean
  readonly uncalibrated: readonly string[]
  /** Agreement with people, by criterion; empty if no labels were given. */
  readonly people: readonly PeopleAgreement[]
  /** Agreement with people's rankings of the responses to one instruction, by criterion; empty if none were given. */
  readonly ranking: readonly RankAgreement[]
  /** How many labels could not be compared with a grade, by reason. */
  readonly labelsLeftOut: Readonly<Record<string, number>>
}

/** How much the corpus holds. `instructions` includes those that are not usable. */
export type CorpusCounts = {
  /** Records that were read. */
  readonly patients: number
  /** Records that could not be read. */
  readonly unreadable: number
  readonly notes: number
  readonly events: number
  readonly instructions: number
  /** Instructions with at least one judged fact that is visible to them. */
  readonly judged: number
  /** Where the judgements come from. */
  readonly judgedBy: string
  /** Instructions that can have no value, by reason. */
  readonly unusable: Readonly<Record<string, number>>
}

/** What a generator's window, in tokens, leaves for a context. `isNominal`: the generator reads no window; it was given one. */
export type WindowShare = {
  readonly generator: string
  readonly window: number
  readonly isNominal: boolean
  readonly tokens: number
}

/** A strategy with what it does, in sentences. */
export type Arm = { readonly strategy: string; readonly sentences: readonly string[] }

/** What produced the numbers of a report, as plain values that the caller gathers. Never carries record text. */
export type Provenance = {
  readonly name: string
  readonly seed: number
  readonly corpus: { readonly name: string; readonly hash: string; readonly counts: CorpusCounts }
  readonly index: Readonly<Record<string, string | number | boolean | null>>
  /** The indexes of a list with their parameters and sizes, which `index` then does not name; absent if there is only one. */
  readonly indexes?: readonly Readonly<Record<string, string | number | boolean | null>>[]
  readonly counter: string
  readonly strategies: readonly string[]
  /** The strategies, described. */
  readonly arms: readonly Arm[]
  readonly budgets: readonly (number | null)[]
  /** What each generator's window leaves for a context; absent if no arm has the budget 'window'. */
  readonly windows?: readonly WindowShare[]
  /** `identity`: what decided the responses besides the prompt, such as a model's digest and options. */
  readonly generators: readonly {
    readonly name: string
    readonly identity: Readonly<Record<string, string | number | boolean | null>>
  }[]
  /** One row per generator that thought. */
  readonly thoughts?: readonly ThoughtsRow[]
  /** Absent if no model graded. */
  readonly judge?: JuryProvenance
  readonly measures: readonly string[]
  /** Those of `measures` that were added to the report later; absent if there are none. */
  readonly addedMeasures?: readonly string[]
  /** Sentences the reader must see before any number. */
  readonly warnings: readonly string[]
  /** Oddities of the input by kind. */
  readonly problems: Readonly<Record<string, number>>
  /** When, where and by which programs it was made. */
  readonly execution: ExecutionFacts
}
