import { InputError } from '../../corpus/input-error.js'
import type { TokenCounter } from '../../retrievers/token-counter.js'
import { tokenPattern } from '../generators/special-tokens.js'
import { openTokenCounter } from '../token-counters.js'
import { ollamaAddress } from './address.js'
import { BoxPool } from './box-pool.js'
import { calibrate } from './calibrate.js'
import { leaksThoughts, tryStructured } from './canaries.js'
import { checkModel, type ModelFacts } from './check-model.js'
import { withDeadline } from './deadline.js'
import { failureOf } from './failure-of.js'
import { forgetTokenizer, keepTokenizer, specialTokensOf } from './model-tokenizer.js'
import type { OpenedModel, PromptTokens } from './opened-model.js'
import { requireRefusal } from './over-long.js'
import { plantSentinels } from './sentinel.js'
import { checkLimits, type OllamaSettings } from './settings.js'
import { connectOllama, type OllamaConnection } from './transport.js'
import { warmUp } from './warm-up.js'

/** Servers before it ignore `truncate: false`. */
const KNOWS_TRUNCATE = [0, 12, 6] as const

/** In milliseconds, after the first fault of a server. */
const FIRST_REST = 250

/** How a model is looked at before it is asked. */
export type OpeningMeans = {
  /** Folder with the model's own tokenizer.json, where the user names one. */
  readonly tokenizer: string | null
  /** Where one that is made from the model's vocabulary is kept. */
  readonly ownTokenizer: string
  /** Prompts of the kind that will be asked, without anybody's record. */
  readonly texts: readonly string[]
  readonly sentinel: boolean
  readonly tell: (message: string) => void
}

/**
 * Connects a model's servers and tries all that an experiment relies on, so that nothing is asked of a server that would not
 * read it whole: digest, window, template, tokenizer, JSON, thoughts, and a word planted in a full prompt.
 * @throws InputError with the first thing that does not hold
 */
export async function openModel(
  settings: OllamaSettings,
  given: OpeningMeans,
  signal: AbortSignal,
): Promise<OpenedModel> {
  checkLimits(settings)
  const notes: string[] = []
  const means = {
    ...given,
    tell: (message: string) => {
      notes.push(message)
      given.tell(message)
    },
  }
  const { model, hosts, allowHosts } = settings
  // One server named twice would be given twice the calls.
  const addresses = new Set(hosts.map((host) => ollamaAddress(host, allowHosts)))
  const connections = [...addresses].map(connectOllama)
  const tried = connections.map((connection) => withDeadline(connection, settings.deadlineMs))
  const closeAll = async () => {
    for (const connection of connections) await connection.close()
  }
  try {
    const servers: ModelFacts[] = []
    for (const connection of connections)
      servers.push(await checkModel(connection, model, settings.window, signal))
    const digest = requireOneDigest(servers)
    for (const connection of tried) await warmUp(connection, settings, signal)
    const found = await findTokenizer(tried[0]!, settings, digest, servers, means, signal)
    const tokens = await calibrateAll(tried, settings, found, servers, means, signal)
    let leaks = false
    for (const [i, connection] of tried.entries()) {
      leaks = (await leaksThoughts(connection, settings, signal)) || leaks
      if (settings.structured) await tryStructured(connection, settings, signal)
      if (!means.sentinel) continue
      if (!isBefore(servers[i]!.version, KNOWS_TRUNCATE)) await requireRefusal(connection, settings, signal)
      await trySentinels(connection, settings, tokens, means, signal)
    }
    if (leaks) means.tell(`${model} writes its thoughts into the answer: they are taken off it`)
    const folder = tokens === null ? null : found!.folder
    const pool = new BoxPool(
      connections.map((connection) => ({ server: connection, name: connection.address })),
      settings.parallel,
    )
    return {
      settings,
      digest,
      servers,
      pool,
      tokens,
      tokenizer: folder,
      ownTokens: folder === null ? null : tokenPattern(specialTokensOf(folder)),
      leaksThoughts: leaks,
      notes,
      firstRest: FIRST_REST,
      async close() {
        pool.close()
        await closeAll()
      },
    }
  } catch (error) {
    await closeAll()
    signal.throwIfAborted()
    if (error instanceof InputError) throw error
    throw new InputError(`expected ${model} to answer a first question, found ${failureOf(error).message}`, {
      cause: error,
    })
  }
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

type FoundTokenizer = { readonly folder: string; readonly counter: TokenCounter; readonly isNamed: boolean }

async function findTokenizer(
  connection: OllamaConnection,
  settings: OllamaSettings,
  digest: string,
  servers: readonly ModelFacts[],
  { tokenizer, ownTokenizer, tell }: OpeningMeans,
  signal: AbortSignal,
): Promise<FoundTokenizer | null> {
  if (tokenizer !== null)
    return { folder: tokenizer, counter: await openTokenCounter(tokenizer), isNamed: true }
  try {
    await keepTokenizer(connection, settings.model, digest, ownTokenizer, signal)
    return { folder: ownTokenizer, counter: await openTokenCounter(ownTokenizer), isNamed: false }
  } catch (error) {
    if (!(error instanceof InputError)) throw error
    goOnWithout(error, servers, tell)
    return null
  }
}

/** The same overhead on every server, or there is none to count with. */
async function calibrateAll(
  connections: readonly OllamaConnection[],
  settings: OllamaSettings,
  found: FoundTokenizer | null,
  servers: readonly ModelFacts[],
  { texts, tell, ownTokenizer }: OpeningMeans,
  signal: AbortSignal,
): Promise<PromptTokens | null> {
  if (found === null) return null
  const { counter, isNamed } = found
  try {
    const overheads: number[] = []
    for (const connection of connections) {
      overheads.push(await calibrate(connection, settings, counter, texts, signal))
    }
    const [overhead] = overheads
    const other = overheads.findIndex((one) => one !== overhead)
    if (other >= 0) {
      throw new InputError(
        `expected one chat template of ${settings.model} on all servers, found ${overhead} tokens of it on ${servers[0]!.host} and ${overheads[other]} on ${servers[other]!.host}`,
      )
    }
    return { counter, overhead: overhead! }
  } catch (error) {
    if (!(error instanceof InputError) || isNamed) throw error
    forgetTokenizer(ownTokenizer)
    goOnWithout(error, servers, tell)
    return null
  }
}

/** @throws InputError where a server cuts in silence what it was told not to cut: there only an exact count would tell */
function goOnWithout(
  error: InputError,
  servers: readonly ModelFacts[],
  tell: (message: string) => void,
): void {
  const old = servers.find(({ version }) => isBefore(version, KNOWS_TRUNCATE))
  if (old !== undefined) {
    throw new InputError(
      `${error.message} (Ollama ${old.version} on ${old.host} cuts prompts in silence, and only an exact count would tell)`,
    )
  }
  tell(`${error.message}; until then what ${servers[0]!.model} reads is bounded, not counted`)
}

export function isBefore(version: string, bound: readonly number[]): boolean {
  const parts = version.split(/[.-]/).map(Number)
  for (const [i, least] of bound.entries()) {
    const part = parts[i] ?? 0
    if (Number.isNaN(part) || part < least) return true
    if (part > least) return false
  }
  return false
}

async function trySentinels(
  connection: OllamaConnection,
  settings: OllamaSettings,
  tokens: PromptTokens | null,
  { tell }: OpeningMeans,
  signal: AbortSignal,
): Promise<void> {
  const planted = await plantSentinels(connection, settings, tokens, signal)
  if (planted.some(({ isFound }) => isFound)) return
  if (tokens === null) {
    throw new InputError(
      `expected ${settings.model} on ${connection.address} to repeat a word from a full prompt of its window, found it from no depth, and no tokenizer to count with: nothing shows that prompts are read`,
    )
  }
  tell(
    `${settings.model} on ${connection.address} repeats a word from no depth of a full prompt: it reads all of it by count, but may be too weak to use it`,
  )
}
