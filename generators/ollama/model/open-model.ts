import { InputError } from '../../../base/errors/input-error.js'
import { tokenPattern } from '../../../prompts/special-tokens.js'
import type { ModelCall } from '../../model-call.js'
import { Proofs } from '../../servers/proofs.js'
import { ServerPool } from '../../servers/server-pool.js'
import { demandingSteps } from '../../servers/steps.js'
import { ollamaAddress } from '../server/address.js'
import { failureOf } from '../server/failure-of.js'
import { metered } from '../server/metered.js'
import { checkLimits, type OllamaSettings } from '../server/settings.js'
import { connectOllama, type OllamaConnection } from '../server/transport.js'
import type { TrialMeans } from '../trial/trial.js'
import { type TriedModel, tryModel } from '../trial/try-model.js'
import { specialTokensOf } from './model-tokenizer.js'
import type { OpenedModel } from './opened-model.js'

/** How long a server rests after its first fault, in milliseconds. */
const FIRST_REST = 250

/** How a model is checked before it is asked. */
export type OpeningMeans = Omit<TrialMeans, 'steps' | 'proofs'> & {
  /** What earlier trials proved. If omitted, everything is tried and nothing is remembered. */
  readonly proofs?: Proofs
  /** Receives a line for each step that is tried. If omitted, nothing is reported. */
  readonly say?: (line: string) => void
}

/**
 * Connects to a model's servers and tries everything that an experiment relies on, so that no prompt goes to a
 * server that would not read all of it.
 * @throws InputError with the first check that fails
 */
export async function openModel(
  settings: OllamaSettings,
  given: OpeningMeans,
  signal: AbortSignal,
): Promise<OpenedModel> {
  checkLimits(settings)
  const { proofs = new Proofs(null), say = () => {}, tell } = given
  const notes: string[] = []
  const means: TrialMeans = {
    ...given,
    proofs,
    steps: demandingSteps(say),
    tell: (message) => {
      notes.push(message)
      tell(message)
    },
  }
  const connections = connectAll(settings)
  const trial: ModelCall[] = []
  try {
    // These steps throw on the first failure, so a trial that ends has found the model.
    const tried = (await tryModel(
      connections.map((connection) => metered(connection, trial)),
      { settings, means, signal },
    ))!
    if (tried.remembered.length > 0) {
      say(
        `${settings.model}: passed before and not checked again: ${tried.remembered.join(', ')} ('chartsift doctor' checks everything again)`,
      )
    }
    return openedModel(settings, { tried, connections, told: { notes, trial } })
  } catch (error) {
    await closeAll(connections)
    signal.throwIfAborted()
    if (error instanceof InputError) throw error
    throw new InputError(
      `expected ${settings.model} to answer a first question, found ${failureOf(error).message}`,
      { cause: error },
    )
  }
}

/**
 * One connection per server of a model. A server that is named twice gets only one, or it would receive twice
 * the calls.
 */
export function connectAll({ hosts, allowHosts }: OllamaSettings): OllamaConnection[] {
  const addresses = new Set(hosts.map((host) => ollamaAddress(host, allowHosts)))
  return [...addresses].map(connectOllama)
}

/** Closes every connection. */
export async function closeAll(connections: readonly OllamaConnection[]): Promise<void> {
  for (const connection of connections) await connection.close()
}

type TriedParts = {
  readonly tried: TriedModel
  readonly connections: readonly OllamaConnection[]
  readonly told: Pick<OpenedModel, 'notes' | 'trial'>
}

function openedModel(
  settings: OllamaSettings,
  { tried: { servers, tokens, tokenizer, leaksThoughts }, connections, told }: TriedParts,
): OpenedModel {
  const pool = new ServerPool(
    connections.map((connection) => ({ connection, name: connection.address })),
    settings.parallel,
  )
  return {
    settings,
    digest: servers[0]!.digest,
    servers,
    pool,
    tokens,
    tokenizer,
    ownTokens: tokenizer === null ? null : tokenPattern(specialTokensOf(tokenizer)),
    leaksThoughts,
    ...told,
    firstRest: FIRST_REST,
    async close() {
      pool.close()
      await closeAll(connections)
    },
  }
}
