import type { Place } from '../corpus/instruction.js'

/**
 * From this confidence a place is essential evidence. In bench/alignment-bench.ts one in a hundred pieces of prose is "found" in
 * the chart of another patient, where only a shared template can be right; at .8 it is one in forty.
 */
export const STRICT_CUT_OFF = 0.85
/**
 * From this confidence a place is supporting evidence: one in thirty is "found" in the chart of another patient. Recall does not
 * require it, and precision does not count it as noise.
 */
export const LENIENT_CUT_OFF = 0.75
/** A place found letter by letter, white space and case aside. */
export const EXACT_CONFIDENCE = 1
/** A place found except for its marks; above everything found by similarity. */
export const NORMALISED_CONFIDENCE = 0.97
/** No match by similarity is as sure as an exact one: the most that its confidence can be. */
export const MOST_BY_LIKENESS = 0.95
/** A place of the same piece that is less likely than the likeliest by more than this is another place, not a copy. */
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
