/** The smallest piece of a context that can answer: a sentence of a note, or one event. */
export type ContextLine = {
  readonly text: string
  /** 'YYYY-MM-DD' or 'YYYY-MM-DD HH:MM', from the line itself, or else from its passage or tag; null if undated. */
  readonly time: string | null
  /** Several ids if the text does not show which of the passage's events the line is. */
  readonly documentIds: readonly string[]
  readonly isEvent: boolean
  /** The name of an event without its value; for a sentence, the heading above it, or ''. */
  readonly name: string
  /** Whether an event starts something, ends it, or does both at once; null if it does not say. */
  readonly phase: EventPhase | null
  /** 'drug_exposure', 'vaccine', the type of a note; null if unknown. */
  readonly domain: string | null
  /**
   * Identifies the line of a note that a sentence belongs to, or the event. Sentences of one line have the same
   * place.
   */
  readonly place: string
}

/** 'both': something starts and ends at once. */
export type EventPhase = 'start' | 'end' | 'both'
