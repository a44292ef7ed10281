import { InputError } from '../../../base/errors/input-error.js'
import { type ModelFacts, readModelFacts, requireRoles, requireTrainedFor } from '../model/check-model.js'
import { warmUp } from '../model/warm-up.js'
import { withDeadline } from '../server/deadline.js'
import type { OllamaConnection } from '../server/transport.js'
import { stepName, type Trial, type TriedServer } from './trial.js'

/**
 * The servers that have the model, each with the model loaded in its window. All servers describe themselves
 * before any is asked to work.
 */
export async function tryServers(
  trial: Trial,
  connections: readonly OllamaConnection[],
): Promise<TriedServer[]> {
  const able: TriedServer[] = []
  for (const connection of connections) {
    const server = await tryServer(trial, connection)
    if (server !== null) able.push(server)
  }
  const { steps } = trial.means
  if (able.length > 1) {
    await steps.judge(
      `${trial.settings.model} on all servers: the same model`,
      () => requireOneDigest(able.map(({ facts }) => facts)),
      (digest) => digest.slice(0, 12),
    )
  }
  const servers: TriedServer[] = []
  for (const server of able) {
    const loaded = await steps.take(
      stepName(trial, server.connection, `loading it with a window of ${trial.settings.window} tokens`),
      () => warmUp(server.connection, trial.settings, trial.signal),
      (effective) => (effective === null ? 'the server does not report its size' : `${effective} tokens`),
    )
    servers.push({ ...server, hasWindow: server.hasWindow && loaded !== null })
  }
  return servers
}

/** Null if the server does not have the model. */
async function tryServer(trial: Trial, connection: OllamaConnection): Promise<TriedServer | null> {
  const { model, window } = trial.settings
  const { steps } = trial.means
  const read = await steps.take(
    stepName(trial, connection, 'server and model'),
    () => readModelFacts(connection, model, trial.signal),
    factsText,
  )
  if (read === null) {
    steps.skip(stepName(trial, connection, 'remaining checks'), 'the server does not have the model')
    return null
  }
  const facts = read.found
  const trained = await steps.judge(
    stepName(trial, connection, 'trained context length'),
    () => requireTrainedFor(facts, window),
    () => `${facts.trainedContext} tokens, for a window of ${window}`,
  )
  await steps.judge(
    stepName(trial, connection, 'chat template'),
    () => requireRoles(facts),
    () => facts.template,
  )
  return {
    // A server that only describes itself answers at once; from here on it has to work, so it gets more time.
    connection: withDeadline(connection, trial.settings.deadlineMs),
    facts,
    hasWindow: trained !== null,
  }
}

function factsText({ version, digest, parameterSize, quantization }: ModelFacts): string {
  const size = [parameterSize, quantization].filter((part) => part !== null).join(' ')
  return `Ollama ${version}, digest ${digest}${size === '' ? '' : `, ${size}`}`
}

function requireOneDigest(servers: readonly ModelFacts[]): string {
  const [first, ...others] = servers
  const other = others.find(({ digest }) => digest !== first!.digest)
  if (other !== undefined) {
    throw new InputError(
      `expected one model on all servers, found ${first!.model} ${first!.digest.slice(0, 12)} on ${first!.host} and ${other.digest.slice(0, 12)} on ${other.host}: pull the same one`,
    )
  }
  return first!.digest
}
