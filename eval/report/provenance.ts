import type { JuryAgreement } from '../jury/jury-agreement.js'
import type { PeopleAgreement } from '../jury/label-agreement.js'
import type { RankAgreement } from '../jury/rank-agreement.js'

/**
 * What one server took for one generator, judge or strategy, over all runs of an experiment: failed calls cost what they took,
 * replies from the cache cost nothing. A time is null if the server reports none.
 */
export type CostRow = {
  readonly generator: string
  readonly server: string
  /** Requests that were sent, those that failed or were made again among them. */
  readonly calls: number
  /** Of the calls, those that were made again for a passing fault. */
  readonly retries: number
  /** Of the calls, those without a reply that can be used. */
  readonly failed: number
  /** Replies that were taken from the cache: of an earlier experiment, or of an equal prompt. They are no calls. */
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

/**
 * What a generator thought before it answered, in all answers of the experiment: kept, never scored.
 * answers: those behind thoughts; alone: replies that were nothing else and failed; tokens: null if not all could be counted.
 */
export type ThoughtsRow = {
  readonly generator: string
  readonly answers: number
  readonly alone: number
  readonly characters: number
  readonly tokens: number | null
}

/** A server and the model that it answered with, in its own words; null for what it does not tell. */
export type ModelServer = {
  /** What the server runs, as 'vLLM'; left out: Ollama. */
  readonly software?: string
  readonly host: string
  /** Of the server, as '0.33.0'. */
  readonly version: string
  readonly model: string
  readonly digest: string
  readonly quantization: string | null
  /** As the server rounds it, '8.0B'. */
  readonly parameterSize: string | null
  readonly parameterCount: number | null
  readonly sizeBytes: number | null
  readonly trainedContext: number
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
  /** With people, by criterion; empty if no labels were given. */
  readonly people: readonly PeopleAgreement[]
  /** With people's rankings of the responses to one instruction, by criterion; empty if none were given. */
  readonly ranking: readonly RankAgreement[]
  /** Labels that nothing could be held against, by reason. */
  readonly labelsLeftOut: Readonly<Record<string, number>>
}

/** How much of what the corpus holds. `instructions` includes those that are not usable. */
export type CorpusCounts = {
  /** Records that were read. */
  readonly patients: number
  /** Records that could not be read. */
  readonly unreadable: number
  readonly notes: number
  readonly events: number
  readonly instructions: number
  /** Instructions with at least one judged fact that they may see. */
  readonly judged: number
  /** Where the judgements come from. */
  readonly judgedBy: string
  /** Instructions that can have no value, by reason. */
  readonly unusable: Readonly<Record<string, number>>
}

/** A command that made contexts, answers or grades. `day`: YYYY-MM-DD in UTC. Each is null if it is not known. */
export type Session = {
  readonly day: string | null
  readonly command: string | null
  readonly version: string | null
  readonly commit: string | null
}

/** Who made what a report rests on. It names no time of writing: a report of the same results is the same to the byte. */
export type Origin = {
  /** In the order of their first work. */
  readonly sessions: readonly Session[]
  readonly writer: { readonly version: string; readonly commit: string | null }
}

/** A strategy with what it does, in sentences. */
export type Arm = { readonly strategy: string; readonly sentences: readonly string[] }

/** What made the numbers of a report, as plain values; the caller gathers it. Never carries record text. */
export type Provenance = {
  readonly name: string
  readonly seed: number
  readonly origin: Origin
  readonly corpus: { readonly name: string; readonly hash: string; readonly counts: CorpusCounts }
  readonly index: Readonly<Record<string, string | number | boolean | null>>
  /** The indexes of a list with their parameters and sizes, which `index` then does not name; left out if there is one. */
  readonly indexes?: readonly Readonly<Record<string, string | number | boolean | null>>[]
  readonly counter: string
  readonly strategies: readonly string[]
  /** The strategies, described. */
  readonly arms: readonly Arm[]
  readonly budgets: readonly (number | null)[]
  /** `identity`: what besides the prompt decided the responses, a model's digest and options. */
  readonly generators: readonly {
    readonly name: string
    readonly identity: Readonly<Record<string, string | number | boolean | null>>
  }[]
  /** Every server that a generator or judge was opened on, with its model; left out if no model was asked. */
  readonly servers?: readonly (ModelServer & { readonly generator: string })[]
  /** What the models' answers took, a row for each server; empty if no model was asked. */
  readonly cost: readonly CostRow[]
  /** A row for each generator that thought. */
  readonly thoughts?: readonly ThoughtsRow[]
  /** Left out if no model graded. */
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
