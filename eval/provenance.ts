import type { PeopleAgreement } from './agreement.js'
import type { JuryAgreement } from './jury-agreement.js'
import type { RankAgreement } from './rank-agreement.js'

/** What one server took for the answers of one generator. A time is null where the server tells none. */
export type CostRow = {
  readonly generator: string
  readonly server: string
  readonly calls: number
  /** Calls that were made again for a passing fault. */
  readonly retries: number
  /** Answers that were had before: from an earlier experiment, or of an equal prompt. Their tokens and seconds are those of then. */
  readonly cached: number
  readonly promptTokens: number
  readonly answerTokens: number
  /** Seconds of all calls together, as they were waited for; calls that ran side by side count each. */
  readonly seconds: number
  readonly promptTokensPerSecond: number | null
  readonly answerTokensPerSecond: number | null
  /** Of the seconds, those in which a server had no slot free. */
  readonly waitSeconds: number | null
  /** Special tokens of a model that stood in records and were changed visibly. */
  readonly neutralised: number
}

/** Who graded, and how far its grades may be believed. */
export type JuryProvenance = {
  readonly judges: readonly {
    readonly name: string
    readonly family: string
    readonly identity: Readonly<Record<string, string | number | boolean | null>>
  }[]
  /** Between the judges, by criterion. */
  readonly agreement: readonly JuryAgreement[]
  /** True where each criterion was held against people's labels or rankings; `uncalibrated` are those that were not. */
  readonly calibrated: boolean
  readonly uncalibrated: readonly string[]
  /** With people, by criterion; empty where no labels were given. */
  readonly people: readonly PeopleAgreement[]
  /** With people's rankings of the responses to one instruction, by criterion; empty where none were given. */
  readonly ranking: readonly RankAgreement[]
  /** Labels that nothing could be held against, by reason. */
  readonly labelsLeftOut: Readonly<Record<string, number>>
}

/** What made the numbers of a report, as plain values; the caller gathers it. Never carries record text. */
export type Provenance = {
  readonly name: string
  readonly seed: number
  readonly corpus: { readonly name: string; readonly hash: string }
  readonly index: Readonly<Record<string, string | number | boolean | null>>
  readonly counter: string
  readonly strategies: readonly string[]
  readonly budgets: readonly (number | null)[]
  /** `identity`: what besides the prompt decided the responses, a model's digest and options. */
  readonly generators: readonly {
    readonly name: string
    readonly identity: Readonly<Record<string, string | number | boolean | null>>
  }[]
  /** What the models' answers took, a row for each server; empty where no model was asked. */
  readonly cost: readonly CostRow[]
  /** Left out where no model graded. */
  readonly judge?: JuryProvenance
  readonly measures: readonly string[]
  /** Those of `measures` that were added to the report later; left out if there are none. */
  readonly addedMeasures?: readonly string[]
  readonly versions: Readonly<Record<string, string>>
  /** Sentences the reader must see before any number. */
  readonly warnings: readonly string[]
  /** Oddities of the input by kind. */
  readonly problems: Readonly<Record<string, number>>
}
