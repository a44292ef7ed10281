import type { Frontier } from '../../compare/overall/frontier.js'
import type { SecondsSaved } from './seconds-saved.js'

/** A command that made contexts, answers or grades. `day`: YYYY-MM-DD in UTC. Each is null if it is not known. */
export type Session = {
  readonly day: string | null
  readonly command: string | null
  readonly version: string | null
  readonly commit: string | null
}

/**
 * The tokens and time that one server took for one generator, judge or strategy, over all runs of an experiment. Failed calls
 * count with what they took; replies from the cache cost nothing. A time is null if the server reports none.
 */
export type CostRow = {
  readonly generator: string
  readonly server: string
  /** Requests that were sent, including those that failed or were repeated. */
  readonly calls: number
  /** How many of the calls repeat one that failed temporarily. */
  readonly retries: number
  /** How many of the calls have no usable reply. */
  readonly failed: number
  /** Replies that were taken from the cache: from an earlier experiment, or from an equal prompt. They do not count as calls. */
  readonly cached: number
  readonly promptTokens: number
  readonly answerTokens: number
  /** The sum of the seconds that each call took; calls that ran in parallel each count in full. */
  readonly seconds: number
  readonly promptTokensPerSecond: number | null
  readonly answerTokensPerSecond: number | null
  /** How many of the seconds were spent waiting for a free slot on a server. */
  readonly waitSeconds: number | null
  /** Special tokens of a model that occurred in records and were visibly changed. */
  readonly neutralised: number
}

/** A server and the model that it replied with, as the server describes them; null for what it does not report. */
export type ModelServer = {
  /** The software that the server runs, such as 'vLLM'; absent for Ollama. */
  readonly software?: string
  readonly host: string
  /** Version of the server, such as '0.33.0'. */
  readonly version: string
  readonly model: string
  readonly digest: string
  readonly quantization: string | null
  /** As the server rounds it, such as '8.0B'. */
  readonly parameterSize: string | null
  readonly parameterCount: number | null
  readonly sizeBytes: number | null
  readonly trainedContext: number
}

/**
 * When, where and by which programs a report's figures were made, and what that took. The same answers give the same report but
 * for this. It has no time of writing, so that reports of the same results have the same bytes.
 */
export type ExecutionFacts = {
  /** When the first plan was sealed, in ISO 8601 (UTC); absent if none was. */
  readonly declared?: string
  /** In the order of their first work. */
  readonly sessions: readonly Session[]
  /** The program that measured and wrote. */
  readonly writer: { readonly version: string; readonly commit: string | null }
  /** Every server that a generator or judge was opened on, with its model; empty if no model was asked. */
  readonly servers: readonly (ModelServer & { readonly generator: string })[]
  /** What the models' answers took, one row per server; empty if no model was asked. */
  readonly cost: readonly CostRow[]
  /** Seconds of the arms of declared comparisons; absent if no model answered. */
  readonly comparisons?: readonly SecondsSaved[]
  /** Quality of the headline generator's arms against seconds per answer; absent if no model answered. */
  readonly frontier?: Frontier
  /** Versions of chartsift, Node and the libraries that decide results. */
  readonly versions: Readonly<Record<string, string>>
}
