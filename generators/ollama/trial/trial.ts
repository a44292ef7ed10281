import type { TokenCounter } from '../../../base/token-counter.js'
import type { Proofs } from '../../servers/proofs.js'
import type { Steps } from '../../servers/steps.js'
import type { ModelFacts } from '../model/check-model.js'
import type { OllamaSettings } from '../server/settings.js'
import type { OllamaConnection } from '../server/transport.js'

/** How a model is tried. */
export type TrialMeans = {
  /** The folder with the model's own tokenizer.json, if the user names one; otherwise null. */
  readonly tokenizer: string | null
  /** The folder for a tokenizer that is made from the model's vocabulary. */
  readonly ownTokenizer: string
  /** Prompts like those that will be sent, without any patient's record. */
  readonly texts: readonly string[]
  readonly sentinel: boolean
  /** Receives what a reader of the model's scores must know. */
  readonly tell: (message: string) => void
  readonly steps: Steps
  readonly proofs: Proofs
}

/** A server that has the model. @property hasWindow false: a full prompt shows nothing on this server */
export type TriedServer = {
  readonly connection: OllamaConnection
  readonly facts: ModelFacts
  readonly hasWindow: boolean
}

/** The trial of one model on its servers. @property remembered steps that were proved earlier and skipped */
export type Trial = {
  readonly settings: OllamaSettings
  readonly means: TrialMeans
  readonly signal: AbortSignal
  readonly remembered: Set<string>
}

/** A step's name in reports, with its server. */
export function stepName(
  { settings: { model } }: Trial,
  { address }: OllamaConnection,
  step: string,
): string {
  return `${model} on ${address}: ${step}`
}

/** A step whose result stays valid as long as its facts do. */
export type ProvenStep<T> = {
  readonly name: string
  /** What is proved, in a few words. */
  readonly proves: string
  /** Everything that determines what the work finds. */
  readonly facts: object
  readonly work: () => Promise<T>
  readonly detailOf: (found: T) => string
}

/** Takes a step unless its result is remembered. Null if the step failed. */
export async function takeOnce<T>(
  { means: { proofs, steps }, remembered }: Trial,
  { name, proves, facts, work, detailOf }: ProvenStep<T>,
): Promise<{ readonly found: T } | null> {
  const known = proofs.get<T>(proves, facts)
  if (known !== undefined) {
    remembered.add(proves)
    return { found: known }
  }
  const taken = await steps.take(name, work, detailOf)
  // Null proves nothing: the step is tried again next time.
  if (taken !== null && taken.found !== null) proofs.put(proves, facts, taken.found)
  return taken
}

/** The facts that every proof depends on. @param counter null: prompts cannot be counted */
export function provenFor(
  { settings: { model, window, think } }: Trial,
  { facts: { host, version, digest, templateHash } }: TriedServer,
  counter: TokenCounter | null,
): object {
  const tokenizer = counter === null ? null : (counter.identity ?? counter.name)
  return { host, version, model, digest, templateHash, window, think, tokenizer }
}
