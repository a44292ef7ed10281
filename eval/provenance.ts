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
  readonly measures: readonly string[]
  readonly versions: Readonly<Record<string, string>>
  /** Sentences the reader must see before any number. */
  readonly warnings: readonly string[]
  /** Oddities of the input by kind. */
  readonly problems: Readonly<Record<string, number>>
}
