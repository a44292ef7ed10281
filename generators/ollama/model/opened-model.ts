import type { TokenCounter } from '../../../base/token-counter.js'
import type { ModelCall } from '../../model-call.js'
import type { ServerPool } from '../../servers/server-pool.js'
import type { OllamaSettings } from '../server/settings.js'
import type { OllamaConnection } from '../server/transport.js'
import type { ModelFacts } from './check-model.js'

/** How a model's prompts are counted: its own tokenizer, and what the server's template and BOS add to any prompt. */
export type PromptTokens = { readonly counter: TokenCounter; readonly overhead: number }

/** A model on one or several servers, each checked and tried. */
export type OpenedModel = {
  readonly settings: OllamaSettings
  readonly digest: string
  readonly servers: readonly ModelFacts[]
  readonly pool: ServerPool<OllamaConnection>
  /** Null if there is no tokenizer to count with: what a server read is then only bounded. */
  readonly tokens: PromptTokens | null
  /** Folder of the tokenizer that counts. */
  readonly tokenizer: string | null
  /** The model's special tokens, where its vocabulary is known. */
  readonly ownTokens: RegExp | null
  /** Thoughts and their closing tag are in the answer itself. */
  readonly leaksThoughts: boolean
  /** The calls that tried it. */
  readonly trial: readonly ModelCall[]
  /** What a reader of its numbers must know. */
  readonly notes: readonly string[]
  /** In milliseconds: how long a server rests after its first fault; twice as long after the next, and so on. */
  readonly firstRest: number
  close(): Promise<void>
}

/** Tokens of a prompt as a server should count them; null if that cannot be known. */
export function promptTokens({ tokens }: Pick<OpenedModel, 'tokens'>, text: string): number | null {
  return tokens === null ? null : tokens.counter.count(text) + tokens.overhead
}
