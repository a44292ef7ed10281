import type { TokenCounter } from '../../../base/token-counter.js'
import type { Proofs } from '../../servers/proofs.js'
import type { Steps } from '../../servers/steps.js'
import type { ModelFacts } from '../model/check-model.js'
import type { OllamaSettings } from '../server/settings.js'
import type { OllamaConnection } from '../server/transport.js'

/** How a model is tried. */
export type TrialMeans = {
  /** Folder with the model's own tokenizer.json, if the user names one. */
  readonly tokenizer: string | null
  /** Where one that is made from the model's vocabulary is kept. */
  readonly ownTokenizer: string
  /** Prompts of the kind that will be asked, without anybody's record. */
  readonly texts: readonly string[]
  readonly sentinel: boolean
  /** Hears what a reader of the model's numbers must know. */
  readonly tell: (message: string) => void
  readonly steps: Steps
  readonly proofs: Proofs
}

/** A server that has the model. @property hasWindow false: what fills the window says nothing there */
export type TriedServer = {
  readonly connection: OllamaConnection
  readonly facts: ModelFacts
  readonly hasWindow: boolean
}

/** The trial of one model on its servers. @property remembered steps that were proved before and not taken again */
export type Trial = {
  readonly settings: OllamaSettings
  readonly means: TrialMeans
  readonly signal: AbortSignal
  readonly remembered: Set<string>
}

/** A step's name in reports, with the server if there are several. */
export function stepName(
  { settings: { model } }: Trial,
  { address }: OllamaConnection,
  step: string,
): string {
  return `${model} on ${address}: ${step}`
}

/** A step whose result holds as long as everything that decides it. */
export type ProvenStep<T> = {
  readonly name: string
  /** What is proved, in a word or two. */
  readonly proves: string
  /** Everything that decides what the work finds. */
  readonly facts: object
  readonly work: () => Promise<T>
  readonly detailOf: (found: T) => string
}

/** Takes a step, unless it is remembered what it found. Null if it failed. */
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
  // Null is no proof: it is tried again.
  if (taken !== null && taken.found !== null) proofs.put(proves, facts, taken.found)
  return taken
}

/** What every proof depends on. @param counter null: prompts cannot be counted */
export function provenFor(
  { settings: { model, window, think } }: Trial,
  { facts: { host, version, digest, templateHash } }: TriedServer,
  counter: TokenCounter | null,
): object {
  const tokenizer = counter === null ? null : (counter.identity ?? counter.name)
  return { host, version, model, digest, templateHash, window, think, tokenizer }
}
