/** The smallest piece of a context that can answer: a sentence of a note, or one event. */
export type ContextLine = {
  readonly text: string
  /** 'YYYY-MM-DD' or 'YYYY-MM-DD HH:MM', from the line itself or else of its passage or tag. */
  readonly time: string | null
  /** More than one if the text does not tell which of a passage's events the line shows. */
  readonly documentIds: readonly string[]
  readonly isEvent: boolean
  /** What an event is called, without its value; of a sentence the heading that it is under, or ''. */
  readonly name: string
  /** Whether an event begins or ends something, or is over at once; null if it does not say. */
  readonly phase: EventPhase | null
  /** 'drug_exposure', 'vaccine', a note's type; null if nothing tells. */
  readonly domain: string | null
  /** Which line of its note a sentence is part of, or which event it is: sentences of one line belong together. */
  readonly place: string
}

/** 'both': it begins and ends at once. */
export type EventPhase = 'start' | 'end' | 'both'
