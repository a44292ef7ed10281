/** Where in a note a planted fact may stand. */
export type FactPlace = 'social' | 'family' | 'story' | 'plan' | 'nursing' | 'phone'

/**
 * Something only a note says. `says` are phrasings of it; `words` questions use the notes' words, `meaning`
 * questions share almost none with them. `values` are drawn once a patient and fill `{name}` everywhere.
 */
export type Fact = {
  readonly topic: string
  readonly place: FactPlace
  readonly says: readonly string[]
  readonly words: readonly string[]
  readonly meaning: readonly string[]
  readonly answer: string
  readonly values: Readonly<Record<string, readonly string[]>>
}

/** A fact that changes once in the chart, so that the answer depends on the as-of time. */
export type ChangingFact = {
  readonly topic: string
  readonly place: FactPlace
  readonly words: readonly string[]
  readonly meaning: readonly string[]
  readonly states: readonly { readonly says: readonly string[]; readonly answer: string }[]
}
