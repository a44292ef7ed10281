import type { CitedPlace } from '../eval/measured/measured-item.js'
import type { ModelServer } from '../eval/report/execution/execution-facts.js'
import type { ShownEvent } from '../indexes/chunks/shown-events.js'
import type { ShownPassage } from '../retrievers/packing/context.js'
import type { FailureReason } from './failure-reasons.js'
import type { ModelCall } from './model-call.js'

/** What a model gets to read. */
export type Prompt = {
  /**
   * Whose record the prompt contains. Prompts of one patient go to the same server if possible, which may still
   * have their beginning cached.
   */
  readonly patientId: string
  /** The whole prompt, rendered from its template. */
  readonly text: string
  /** The context alone, as packed. */
  readonly context: string
  readonly instruction: string
  /** Number of special tokens in the record that were visibly altered before it came here. */
  readonly neutralised: number
  /** The passages of the context, which only labels make citable; empty if the context does not say what it shows. */
  readonly passages: readonly PromptPassage[]
  /**
   * The events that a passage shows, in its order; null if it shows none or was stored without their positions.
   * Omitted if there is no record to read them from.
   */
  readonly eventsOf?: (passage: PromptPassage) => readonly ShownEvent[] | null
}

/** A passage of the context as generators may use it. */
export type PromptPassage = Pick<ShownPassage, 'label' | 'kind' | 'time' | 'documentIds' | 'text'> &
  Partial<Pick<ShownPassage, 'start' | 'end' | 'events' | 'type'>>

/** An answer with its citations and its cost. */
export type GeneratorResponse = {
  /** The answer without citation marks. */
  readonly text: string
  /** Ids of the documents that the answer cites, each once, in order of first mention. */
  readonly citations: readonly string[]
  /** Where the cited passages are within those documents, in the order of the citations. */
  readonly spans?: readonly CitedPlace[]
  /** Number of cited labels that the context does not have. */
  readonly unknownCitations: number
  /** Tokens as the generator counted them; null if it counts none. */
  readonly promptTokens: number | null
  readonly responseTokens: number | null
  /** Wall-clock time of the call. */
  readonly milliseconds: number
  readonly model: string
  /** How sure the model says it is, from 0 to 1; null or omitted if it does not say. */
  readonly confidence?: number | null
  /** What the model thought before it answered; omitted if it did not think. */
  readonly thoughts?: Thoughts
  /** Every call that was made for the answer, including failed ones. */
  readonly calls?: readonly ModelCall[]
  /** Where the answer comes from, if a server gave it. */
  readonly cost?: CallCost | null
}

/** Kept for inspection, never scored. @property tokens by the model's own tokenizer; null without one */
export type Thoughts = { readonly text: string; readonly tokens: number | null }

/** For a model that did not think. */
export const NO_THOUGHTS: Thoughts = { text: '', tokens: 0 }

/**
 * Where an answer comes from, and what its own call took. Durations are in milliseconds: null if the server
 * reports none, 0 if cached.
 */
export type CallCost = {
  /** The server that answered, under the name that stored answers use. */
  readonly box: string
  /** 1, or 0 if the answer was cached. */
  readonly calls: number
  /** How often the call was repeated after a temporary fault. */
  readonly retries: number
  readonly loadMs: number | null
  readonly promptMs: number | null
  readonly answerMs: number | null
  /** Time spent waiting for a free slot: the total minus loading, prompt and answer. */
  readonly waitMs: number | null
  /** True if the answer came from the cache. */
  readonly isCached: boolean
  /** Number of the model's special tokens in the record that were visibly altered. */
  readonly neutralised: number
}

/**
 * Answers prompts.
 * @throws GenerationFailure if there is no answer that may be scored; the reason of `signal` if it aborts
 */
export type Generator = {
  readonly name: string
  /**
   * Everything besides the prompt that determines the responses. Stored responses of another identity are not
   * reused.
   */
  readonly identity: Readonly<Record<string, string | number | boolean | null>>
  /** The most tokens that prompt and answer may take together; Infinity if there is no limit. */
  readonly window: number
  /** How many prompts it can handle at a time; it may answer them in any order. 1 if omitted. */
  readonly parallel?: number
  /** What a reader of its scores must know; listed among the warnings of a report. */
  readonly notes?: readonly string[]
  /** The calls of the trial before its first question. */
  readonly trial?: readonly ModelCall[]
  /** The servers that it uses. */
  readonly servers?: readonly ModelServer[]
  generate(prompt: Prompt, signal: AbortSignal): Promise<GeneratorResponse>
  close(): Promise<void>
}

/** There is no answer, or none that can be trusted: the item fails with `reason` and is never scored. */
export class GenerationFailure extends Error {
  override readonly name = 'GenerationFailure'

  readonly thoughts: Thoughts
  /** The calls that were made before the failure. */
  readonly calls: readonly ModelCall[]

  /**
   * Creates a failure whose message never quotes the record.
   * @param detail one sentence with numbers, never text of the record
   */
  constructor(
    readonly reason: FailureReason,
    readonly detail: string,
    { thoughts = NO_THOUGHTS, calls = [] }: FailedWork = {},
  ) {
    super(`${reason}: ${detail}`)
    this.thoughts = thoughts
    this.calls = calls
  }

  /** The same failure, with the work that preceded it. */
  after(work: FailedWork): GenerationFailure {
    return new GenerationFailure(this.reason, this.detail, {
      thoughts: work.thoughts ?? this.thoughts,
      calls: [...(work.calls ?? []), ...this.calls],
    })
  }
}

/** What was done before a generation failed. */
export type FailedWork = { readonly thoughts?: Thoughts; readonly calls?: readonly ModelCall[] }

/** What prompts tell a model to say, and what a baseline says, if the context contains no answer. */
export const RECORD_DOES_NOT_TELL = 'The record does not tell.'
