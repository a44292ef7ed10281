import { InputError } from '../../../base/errors/input-error.js'

/** All of them are sent: a Modelfile or another server version brings other defaults. */
export type Sampling = {
  readonly temperature: number
  readonly topK: number
  readonly topP: number
  readonly minP: number
  readonly repeatPenalty: number
  readonly stop: readonly string[]
}

/** Whether a model thinks, or how much. */
export type Think = boolean | 'low' | 'medium' | 'high'

/** One constant set for a model and an experiment, so that a server never loads the model again in between. */
export type OllamaSettings = {
  readonly model: string
  /** Servers that have the model. */
  readonly hosts: readonly string[]
  /** Tokens of prompt and answer together, sent as num_ctx. */
  readonly window: number
  /** Sent as num_predict; at least 1, since 0 is endless. */
  readonly maxAnswerTokens: number
  readonly seed: number
  /** Ask for JSON with answer, citations and unanswerable; the prompt template must ask for the same. */
  readonly structured: boolean
  readonly think: Think
  readonly sampling: Sampling
  readonly keepAlive: string
  /** Servers outside loopback and the private ranges that records may be sent to. */
  readonly allowHosts: readonly string[]
  /** Calls that one server is given at a time, at most. */
  readonly parallel: number
  /** Longest wall time of a call, the loading of the model included. */
  readonly deadlineMs: number
}

/** Temperature 0: the same prompt gets the same answer. */
export const GREEDY: Sampling = {
  temperature: 0,
  topK: 40,
  topP: 0.9,
  minP: 0,
  repeatPenalty: 1,
  stop: [],
}

/** @throws InputError for limits that cannot hold */
export function checkLimits({ model, window, maxAnswerTokens }: OllamaSettings): void {
  const isWhole = Number.isInteger(maxAnswerTokens) && Number.isInteger(window)
  if (!isWhole || maxAnswerTokens < 1 || window <= maxAnswerTokens) {
    throw new InputError(
      `expected whole numbers with 1 <= answer tokens < window for ${model}, found ${maxAnswerTokens} and ${window}`,
    )
  }
}
