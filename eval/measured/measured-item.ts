/** The reason of an item that an unfinished run has not reached yet, which is no failure. */
export const NOT_REACHED = 'the run has not reached it yet'

/** Why an item has no value. Unscored is never zero: it leaves the mean and is counted by reason. */
export type Unscored = { readonly reason: string }

/**
 * What was judged to prove a fact. relevance: 2 essential, 1 supporting. Any one place proves it.
 * A place without a span (start and end null) is a whole note or an event; spans are [start, end) in
 * UTF-16 code units of the note's text.
 */
export type GoldFact = {
  readonly factId: string
  readonly relevance: number
  readonly places: readonly GoldPlace[]
}

/** time: of the document, null if undated. text: of the span. Both are absent if no measure needs them. */
export type GoldPlace = {
  readonly documentId: string
  readonly start: number | null
  readonly end: number | null
  readonly time?: string | null
  readonly text?: string | null
}

/**
 * One passage of the context as packed. A note passage without a span (both null) shows the whole note. rank: by relevance, from
 * 1; if it is absent, the listed order is the ranking. label: counts along the context; a citation names it, and with it all
 * passages that have it. Null if the context has no labels; absent if they are not known.
 */
export type ShownPassage = {
  readonly kind: 'note' | 'events' | 'written'
  readonly documentIds: readonly string[]
  readonly start: number | null
  readonly end: number | null
  readonly tokens: number
  readonly rank?: number
  readonly label?: number | null
  readonly text?: string
}

/** What a citation names: a character span of a note, or a document as a whole if the ends are null. */
export type CitedPlace = {
  readonly documentId: string
  readonly start: number | null
  readonly end: number | null
}

/** unknown: how many of the cited labels the context does not have. */
export type Citations = { readonly places: readonly CitedPlace[]; readonly unknown: number }

/** What one judge said about a response by one criterion. grade is null if and only if reason says why. */
export type JudgeGrade = {
  readonly judge: string
  readonly grade: number | null
  readonly reason: string | null
}

/** How similar an encoder finds the tokens of a response and of one reference: 0 to 1 unless a cosine is negative. */
export type TokenMatch = { readonly precision: number; readonly recall: number; readonly f1: number }

/**
 * One instruction under one strategy, budget and generator, as ids and plain values. What the caller does not have is absent, and
 * measures that need it are unscored. evidence: null if the corpus has no judgements at all. budget, tokens: tokens allowed and
 * used. isShownKnown: true if the passages are all that the context shows, even if there are none. contextText: as the model read it. asOf: the inclusive end of what may be seen, the end of the record if the instruction
 * names none; null if it is not known. response: null if there is none, then responseReason says why.
 */
export type MeasuredItem = {
  readonly evidence: readonly GoldFact[] | null
  readonly passages: readonly ShownPassage[]
  readonly budget: number | null
  readonly tokens: number
  readonly isShownKnown?: boolean
  readonly contextText?: string
  readonly asOf?: string | null
  /** Whether the record that may be seen can answer the instruction; null or absent if nobody said so. */
  readonly isAnswerable?: boolean | null
  readonly response: string | null
  readonly responseReason: string | null
  readonly citations?: Citations
  /** What a jury said, by criterion and in the order of the judges; absent if there is no jury. */
  readonly grades?: Readonly<Record<string, readonly JudgeGrade[]>>
  /** The mean weight of people's labels of the worst error; null or absent if nobody labelled the response. */
  readonly severity?: number | null
  readonly references: readonly string[]
  /** One per reference, or why the encoder has none; absent if no encoder was opened. */
  readonly tokenMatches?: readonly TokenMatch[] | Unscored
}
