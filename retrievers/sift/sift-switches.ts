/** Parts of sift that an ablation turns off. */
export type SiftSwitches = {
  /** Read the instruction into an interpretation: frame, mode, domains, day. */
  readonly reading: boolean
  /** Read by similarity of meaning what no rule knows. */
  readonly intents: boolean
  /** Show a series' points as the interpretation orders them, instead of all of it in one piece. */
  readonly series: boolean
  /** Score by meaning beside words. */
  readonly cosine: boolean
  /** Search for other names of what is asked for too. */
  readonly lexicon: boolean
  /** Add the scores of a note's best sentences to those of its other sentences. */
  readonly noteEvidence: boolean
  /** Widen sentences to the short lines that they are in. */
  readonly lines: boolean
  /** Show copies once, the newest. */
  readonly copies: boolean
  /** Raise the notes of the visit at which the events that rank first were recorded. */
  readonly links: boolean
}

/** Sift as it is. */
export const ALL_SWITCHES: SiftSwitches = {
  reading: true,
  intents: true,
  series: true,
  cosine: true,
  lexicon: true,
  noteEvidence: true,
  lines: true,
  copies: true,
  links: true,
}
