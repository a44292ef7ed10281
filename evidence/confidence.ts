import type { Place } from '../corpus/instruction.js'

/**
 * From here on a place is essential evidence. In bench/alignment-bench.ts one in a hundred pieces of prose is "found" so in the
 * chart of another patient, where it cannot be right but by a template; at .8 it is one in forty.
 */
export const STRICT_CUT_OFF = 0.85
/**
 * From here on a place is supporting evidence: one in thirty is so "found" in the chart of another patient. Recall does not ask
 * for it, and precision does not take it for noise.
 */
export const LENIENT_CUT_OFF = 0.75
/** Found letter by letter, or without its marks; above everything found by similarity. */
export const EXACT_CONFIDENCE = 1
export const NORMALISED_CONFIDENCE = 0.97
/** No match by similarity is as sure as an exact one. */
export const MOST_BY_LIKENESS = 0.95
/** Of one piece, places this much less likely than the likeliest are other places and not copies of it. */
const TIE = 0.03
/** A text in more places than these says nothing about any of them. */
const MOST_PLACES = 30

/** A place that a piece of evidence may mean. `says`: the text of the place; if two places say the same, either proves it. */
export type Candidate = { readonly place: Place; readonly confidence: number; readonly says: string }

/** The likeliest candidates and those that are as likely; none below the lenient cut-off, and none if they are too many. */
export function likeliest(candidates: readonly Candidate[]): Candidate[] {
  const best = candidates.reduce((most, { confidence }) => Math.max(most, confidence), 0)
  if (best < LENIENT_CUT_OFF) return []
  const tied = candidates.filter(({ confidence }) => confidence >= best - TIE)
  const saysMuch = new Set(tied.map(({ says }) => says)).size <= MOST_PLACES
  return saysMuch ? tied : []
}
