/** A line of contexts.jsonl, as docs and not as code of the product have it. */
export type ContextLine = {
  readonly instructionId: string
  readonly patientId: string
  readonly strategy: string
  readonly budget: number
  readonly counter: string
  readonly tokens: number
  readonly utilisation: number
  readonly asOf: string | null
  readonly text: string
  readonly reason?: string
  readonly passages: readonly ContextPassage[]
}

export type ContextPassage = NotePassage | EventsPassage

type Ranked = {
  readonly rank: number
  readonly score: number | null
  readonly time: string | null
  readonly type: string
}
export type NotePassage = Ranked & {
  readonly kind: 'note'
  readonly documentId: string
  readonly start: number
  readonly end: number
}
export type EventsPassage = Ranked & { readonly kind: 'events'; readonly documentIds: readonly string[] }

/** Told of each kind of violation. */
export type Fail = (kind: string) => void
