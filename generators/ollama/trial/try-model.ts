import type { ModelFacts } from '../model/check-model.js'
import type { PromptTokens } from '../model/opened-model.js'
import type { OllamaSettings } from '../server/settings.js'
import type { OllamaConnection } from '../server/transport.js'
import type { Trial, TrialMeans } from './trial.js'
import { tryAnswers } from './try-answers.js'
import { tryCounting } from './try-counting.js'
import { tryServers } from './try-servers.js'

/** What a trial found. */
export type TriedModel = {
  /** The servers that have the model. */
  readonly servers: readonly ModelFacts[]
  /** Null if there is no tokenizer to count with. */
  readonly tokens: PromptTokens | null
  /** The folder of the tokenizer that counts; null if there is none. */
  readonly tokenizer: string | null
  readonly leaksThoughts: boolean
  /** Steps that were proved earlier and skipped. */
  readonly remembered: readonly string[]
}

/** What the trial of a model needs. */
export type ModelTrial = {
  readonly settings: OllamaSettings
  readonly means: TrialMeans
  readonly signal: AbortSignal
}

/**
 * Tries everything that an experiment relies on, on each server: digest, window, template, tokenizer, thoughts,
 * JSON if requested, and words planted in full prompts. Skips what was proved earlier under the same facts.
 * @returns null if no server has the model and the steps continue after a failure
 * @throws the error of a step, if the steps require each to hold
 */
export async function tryModel(
  connections: readonly OllamaConnection[],
  { settings, means, signal }: ModelTrial,
): Promise<TriedModel | null> {
  const trial: Trial = { settings, means, signal, remembered: new Set() }
  const servers = await tryServers(trial, connections)
  if (servers.length === 0) return null
  const counting = await tryCounting(trial, servers)
  const tokens = counting?.tokens ?? null
  const leaks = await tryAnswers(trial, servers, tokens)
  if (leaks) means.tell(`${settings.model} writes its thoughts into the answer: they are taken off it`)
  return {
    servers: servers.map(({ facts }) => facts),
    tokens,
    tokenizer: counting?.folder ?? null,
    leaksThoughts: leaks,
    remembered: [...trial.remembered],
  }
}
