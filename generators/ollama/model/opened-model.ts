import type { TokenCounter } from '../../../base/token-counter.js'
import type { ModelCall } from '../../model-call.js'
import type { ServerPool } from '../../servers/server-pool.js'
import type { OllamaSettings } from '../server/settings.js'
import type { OllamaConnection } from '../server/transport.js'
import type { ModelFacts } from './check-model.js'

/**
 * How a model's prompts are counted: with its own tokenizer, plus the tokens that the server's template and BOS
 * add to every prompt.
 */
export type PromptTokens = { readonly counter: TokenCounter; readonly overhead: number }

/** A model on one or more servers, each of which passed its checks. */
export type OpenedModel = {
  readonly settings: OllamaSettings
  readonly digest: string
  readonly servers: readonly ModelFacts[]
  readonly pool: ServerPool<OllamaConnection>
  /** Null if there is no tokenizer to count with: then there are only bounds for what a server read. */
  readonly tokens: PromptTokens | null
  /** The folder of the tokenizer that counts; null if there is none. */
  readonly tokenizer: string | null
  /** Matches the model's special tokens; null if its vocabulary is unknown. */
  readonly ownTokens: RegExp | null
  /** True if the model writes its thoughts and their closing tag into the answer itself. */
  readonly leaksThoughts: boolean
  /** The calls of its trial. */
  readonly trial: readonly ModelCall[]
  /** What a reader of its scores must know. */
  readonly notes: readonly string[]
  /** How long a server rests after its first fault, in milliseconds. The time doubles with each further fault. */
  readonly firstRest: number
  close(): Promise<void>
}

/** The number of tokens that a server should count for a prompt; null if that cannot be known. */
export function promptTokens({ tokens }: Pick<OpenedModel, 'tokens'>, text: string): number | null {
  return tokens === null ? null : tokens.counter.count(text) + tokens.overhead
}
