import type { ChartTime } from './record.js'

/** An answer that a clinician wrote. */
export type Reference = { readonly annotator: string; readonly text: string }

/** A clinician's question or request about one patient. `asOf` is the inclusive end of what may be seen; null: all of it. */
export type Instruction = {
  readonly instructionId: string
  readonly patientId: string
  readonly text: string
  readonly asOf: ChartTime | null
  readonly category: string | null
  readonly references: readonly Reference[]
  /** The annotators' free-text evidence column, as written. */
  readonly evidence: readonly string[]
  /** What the table declares about whether the record can answer it; absent if it does not say. */
  readonly isAnswerable?: boolean
}

/** One judged document, or a character span [start, end) of a note. relevance: 2 essential, 1 supporting. */
export type Qrel = {
  readonly instructionId: string
  readonly documentId: string
  readonly relevance: number
  readonly start: number | null
  readonly end: number | null
}

/** A document, or the character span [start, end) of a note that `start` and `end` give. */
export type Place = {
  readonly documentId: string
  readonly start: number | null
  readonly end: number | null
}

/** A fact is proven by any one of its places. Without a facts file every essential qrel is a fact of its own. */
export type Fact = {
  readonly instructionId: string
  readonly factId: string
  readonly relevance: number
  readonly places: readonly Place[]
}
