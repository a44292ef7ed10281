import type { CitedPlace } from '../eval/measured/measured-item.js'
import type { ModelServer } from '../eval/report/provenance.js'
import type { ShownEvent } from '../indexes/chunks/shown-events.js'
import type { ShownPassage } from '../retrievers/packing/context.js'
import type { FailureReason } from './failure-reasons.js'
import type { ModelCall } from './model-call.js'

/** What the model is to read. */
export type Prompt = {
  /** Whose record it holds: prompts of one patient go to the same server where they can, which still has their beginning. */
  readonly patientId: string
  /** The whole prompt as rendered from its template. */
  readonly text: string
  /** The context alone, as packed. */
  readonly context: string
  readonly instruction: string
  /** Special tokens that were changed visibly in the record before it came here. */
  readonly neutralised: number
  /** What is in the context; empty if it was cut from a raw text, of which nothing can be cited. */
  readonly passages: readonly PromptPassage[]
  /**
   * The events that a passage shows, in its order; null if it shows none, or was stored without their positions. Left out if
   * there is no record to read them from.
   */
  readonly eventsOf?: (passage: PromptPassage) => readonly ShownEvent[] | null
}

/** A passage of the context as a generator may use it. */
export type PromptPassage = Pick<ShownPassage, 'label' | 'kind' | 'time' | 'documentIds' | 'text'> &
  Partial<Pick<ShownPassage, 'start' | 'end' | 'events'>>

/** An answer with its citations and what it cost. */
export type GeneratorResponse = {
  /** The answer, without the marks that cite. */
  readonly text: string
  /** Document ids that the answer rests on, each once, in order of first mention. */
  readonly citations: readonly string[]
  /** Where in those documents the cited passages stand, in the order of the citations. */
  readonly spans?: readonly CitedPlace[]
  /** How many labels the answer cites that the context does not have. */
  readonly unknownCitations: number
  /** Tokens that the generator itself counted; null if it counts none. */
  readonly promptTokens: number | null
  readonly responseTokens: number | null
  /** Wall time of the call. */
  readonly milliseconds: number
  readonly model: string
  /** What the model thought before it answered; left out if it thought nothing. */
  readonly thoughts?: Thoughts
  /** Every call that was made for it, failed ones too. */
  readonly calls?: readonly ModelCall[]
  /** If a server answered: where the answer comes from. */
  readonly cost?: CallCost | null
}

/** Kept to be looked at, never scored. @property tokens by the model's own tokenizer; null without one */
export type Thoughts = { readonly text: string; readonly tokens: number | null }

/** For a model that thought nothing. */
export const NO_THOUGHTS: Thoughts = { text: '', tokens: 0 }

/** Where an answer comes from, and what its own call took; durations in milliseconds, null if the server reports none, 0 if cached. */
export type CallCost = {
  /** The server that answered; stored answers call it so. */
  readonly box: string
  /** One, or zero if it was cached. */
  readonly calls: number
  /** How often the call was made again for a passing fault. */
  readonly retries: number
  readonly loadMs: number | null
  readonly promptMs: number | null
  readonly answerMs: number | null
  /** For a free slot: total less loading, prompt and answer. */
  readonly waitMs: number | null
  /** True if the answer was taken from the cache. */
  readonly isCached: boolean
  /** Special tokens of the model that stood in the record and were changed visibly. */
  readonly neutralised: number
}

/**
 * Answers a prompt.
 * @throws GenerationFailure if there is no answer that may be scored; if `signal` aborts, its own reason
 */
export type Generator = {
  readonly name: string
  /** Everything besides the prompt that decides its responses: stored ones of another identity are not its own. */
  readonly identity: Readonly<Record<string, string | number | boolean | null>>
  /** Tokens that prompt and answer together may take; Infinity if there is no limit. */
  readonly window: number
  /** How many prompts it can use at a time, which it may answer in any order; one if it does not say. */
  readonly parallel?: number
  /** What a reader of its numbers must know: is among the warnings of a report. */
  readonly notes?: readonly string[]
  /** The calls that tried it before it was asked anything. */
  readonly trial?: readonly ModelCall[]
  /** The servers that it was opened on. */
  readonly servers?: readonly ModelServer[]
  generate(prompt: Prompt, signal: AbortSignal): Promise<GeneratorResponse>
  close(): Promise<void>
}

/** No answer, or one that must not be trusted: the item fails with `reason` and is never scored. */
export class GenerationFailure extends Error {
  override readonly name = 'GenerationFailure'

  readonly thoughts: Thoughts
  /** The calls that were made anyway. */
  readonly calls: readonly ModelCall[]

  /** @param detail one sentence with numbers, never text of the record */
  constructor(
    readonly reason: FailureReason,
    readonly detail: string,
    { thoughts = NO_THOUGHTS, calls = [] }: FailedWork = {},
  ) {
    super(`${reason}: ${detail}`)
    this.thoughts = thoughts
    this.calls = calls
  }

  /** The same failure with what was done before it. */
  after(work: FailedWork): GenerationFailure {
    return new GenerationFailure(this.reason, this.detail, {
      thoughts: work.thoughts ?? this.thoughts,
      calls: [...(work.calls ?? []), ...this.calls],
    })
  }
}

/** What was done before a generation failed. */
export type FailedWork = { readonly thoughts?: Thoughts; readonly calls?: readonly ModelCall[] }

/** What prompts ask a model to say, and a baseline says, if the context holds no answer. */
export const RECORD_DOES_NOT_TELL = 'The record does not tell.'
