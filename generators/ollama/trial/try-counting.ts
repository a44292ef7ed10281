import { InputError } from '../../../base/errors/input-error.js'
import type { TokenCounter } from '../../../base/token-counter.js'
import { openTokenCounter } from '../../tokens/token-counters.js'
import { forgetTokenizer, keepTokenizer } from '../model/model-tokenizer.js'
import type { PromptTokens } from '../model/opened-model.js'
import { isBefore, KNOWS_TRUNCATE } from '../server/server-version.js'
import { calibrate } from './calibrate.js'
import { provenFor, stepName, type Trial, type TriedServer, takeOnce } from './trial.js'

/** How prompts are counted, and the folder of the tokenizer that counts. */
export type Counting = { readonly tokens: PromptTokens; readonly folder: string }

/**
 * Finds a tokenizer that counts as every server does: the one that the user names, or one made from the model's
 * vocabulary. Null if there is none.
 */
export async function tryCounting(trial: Trial, servers: readonly TriedServer[]): Promise<Counting | null> {
  const { steps, tokenizer, ownTokenizer } = trial.means
  const opened = await steps.take(
    `${trial.settings.model}: its tokenizer`,
    () => openTokenizer(trial, servers[0]!).catch((error) => doWithout(trial, servers, error)),
    (counter) => counter?.name ?? 'none: prompt length estimated by upper bound, not counted',
  )
  const counter = opened?.found ?? null
  if (counter === null) return null
  const overhead = await overheadOf(trial, servers, counter)
  if (overhead === null) return null
  trial.means.proofs.putOverhead(trial.settings.model, overhead)
  return { tokens: { counter, overhead }, folder: tokenizer ?? ownTokenizer }
}

/**
 * Does without a tokenizer that the user did not name, and reports that.
 * @throws the error itself if the user named the tokenizer; InputError if the servers need exact counts
 */
function doWithout(trial: Trial, servers: readonly TriedServer[], error: unknown): null {
  const { tokenizer, ownTokenizer, tell } = trial.means
  if (!(error instanceof InputError) || tokenizer !== null) throw error
  forgetTokenizer(ownTokenizer)
  tell(boundedOnly(error, servers))
  return null
}

async function openTokenizer(
  { means: { tokenizer, ownTokenizer }, signal }: Trial,
  { connection, facts: { model, digest } }: TriedServer,
): Promise<TokenCounter> {
  if (tokenizer !== null) return openTokenCounter(tokenizer)
  await keepTokenizer(connection, { model, digest, folder: ownTokenizer, signal })
  return openTokenCounter(ownTokenizer)
}

/**
 * The tokens that a template adds to a prompt, which must be the same on every server; null if prompts cannot be
 * counted, which was then reported.
 */
async function overheadOf(
  trial: Trial,
  servers: readonly TriedServer[],
  counter: TokenCounter,
): Promise<number | null> {
  const { settings, signal } = trial
  const { texts, steps } = trial.means
  const overheads: number[] = []
  for (const server of servers) {
    const counted = await takeOnce(trial, {
      name: stepName(trial, server.connection, 'its counts of short prompts'),
      proves: 'prompt counts',
      facts: { ...provenFor(trial, server, counter), texts },
      work: () =>
        calibrate(server.connection, { settings, counter, texts, signal }).catch((error) =>
          doWithout(trial, servers, error),
        ),
      detailOf: (overhead) =>
        overhead === null
          ? 'prompt length estimated by upper bound, not counted'
          : `prompts counted exactly (${overhead} tokens of template)`,
    })
    const overhead = counted?.found ?? null
    if (overhead === null) return null
    overheads.push(overhead)
  }
  const one = await steps.judge(
    `${settings.model}: one chat template`,
    () => {
      try {
        return requireOneOverhead(overheads, servers, settings.model)
      } catch (error) {
        return doWithout(trial, servers, error)
      }
    },
    (overhead) =>
      overhead === null ? 'prompt length estimated by upper bound, not counted' : `${overhead} tokens`,
  )
  return one?.found ?? null
}

function requireOneOverhead(
  overheads: readonly number[],
  servers: readonly TriedServer[],
  model: string,
): number {
  const [overhead] = overheads
  const other = overheads.findIndex((one) => one !== overhead)
  if (other >= 0) {
    throw new InputError(
      `expected one chat template of ${model} on all servers, found ${overhead} tokens of it on ${servers[0]!.facts.host} and ${overheads[other]} on ${servers[other]!.facts.host}`,
    )
  }
  return overhead!
}

/**
 * The note for a model whose prompts cannot be counted.
 * @throws InputError if a server truncates silently although it was asked not to: only an exact count would
 * detect that
 */
function boundedOnly(reason: InputError, servers: readonly TriedServer[]): string {
  const old = servers.find(({ facts }) => isBefore(facts.version, KNOWS_TRUNCATE))
  if (old !== undefined) {
    throw new InputError(
      `${reason.message} (Ollama ${old.facts.version} on ${old.facts.host} truncates prompts silently, which only an exact count can detect)`,
    )
  }
  return `${reason.message}; so only an upper bound of the prompt length is known for ${servers[0]!.facts.model}`
}
