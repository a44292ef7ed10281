import { InputError } from '../../../base/errors/input-error.js'
import type { StructuredForm } from '../../structured-answer.js'

/** Sampling options. All of them are sent: a Modelfile or another server version would bring other defaults. */
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

/** The settings of a model, constant during an experiment, so that a server never reloads the model. */
export type OllamaSettings = {
  readonly model: string
  /** Servers that have the model. */
  readonly hosts: readonly string[]
  /** Tokens of prompt and answer together; sent as num_ctx. */
  readonly window: number
  /** Sent as num_predict; at least 1, since 0 means no limit. */
  readonly maxAnswerTokens: number
  readonly seed: number
  /** Whether to request JSON with answer, citations and unanswerable. The prompt template must request the same. */
  readonly structured: StructuredForm
  readonly think: Think
  readonly sampling: Sampling
  readonly keepAlive: string
  /** Servers outside loopback and the private ranges that may receive records. */
  readonly allowHosts: readonly string[]
  /** The most calls that one server handles at a time. */
  readonly parallel: number
  /** Longest wall-clock time of a call, including the time to load the model. */
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

/** @throws InputError if the limits cannot be met */
export function checkLimits({ model, window, maxAnswerTokens }: OllamaSettings): void {
  const isWhole = Number.isInteger(maxAnswerTokens) && Number.isInteger(window)
  if (!isWhole || maxAnswerTokens < 1 || window <= maxAnswerTokens) {
    throw new InputError(
      `expected whole numbers with 1 <= answer tokens < window for ${model}, found ${maxAnswerTokens} and ${window}`,
    )
  }
}
