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

export type GoldPlace = {
  readonly documentId: string
  readonly start: number | null
  readonly end: number | null
}

/** One passage of the context as packed. A note passage without a span (both null) shows the whole note. */
export type ShownPassage = {
  readonly kind: 'note' | 'events' | 'written'
  readonly documentIds: readonly string[]
  readonly start: number | null
  readonly end: number | null
  readonly tokens: number
}

/**
 * One instruction under one strategy, budget and generator, as ids and plain values.
 * evidence: null where the corpus has no judgements at all. budget, tokens: tokens allowed and used.
 * response: null where there is none, then responseReason says why.
 */
export type JudgedItem = {
  readonly evidence: readonly GoldFact[] | null
  readonly passages: readonly ShownPassage[]
  readonly budget: number | null
  readonly tokens: number
  readonly response: string | null
  readonly responseReason: string | null
  readonly references: readonly string[]
}

/** best: the value of a perfect item (1 or 100); reports show every value as a share of it, in points. */
export type Measure = {
  readonly name: string
  readonly definition: string
  readonly best: number
  of(item: JudgedItem): number | Unscored
}
