/** Parts that can be switched off, for an ablation. */
export type SiftSwitches = {
  /** Read the instruction into a plan: frame, mode, domains, day. */
  readonly reading: boolean
  /** Read by likeness of meaning what no rule knows. */
  readonly intents: boolean
  /** Show a series' points by the plan, instead of all of it in one piece. */
  readonly series: boolean
  /** Let meaning speak beside words. */
  readonly cosine: boolean
  /** Look for other names of what is asked for too. */
  readonly lexicon: boolean
  /** Add what the best sentences of a note say for it. */
  readonly noteEvidence: boolean
  /** Widen sentences to the short lines that they stand in. */
  readonly lines: boolean
  /** Show copies once, the newest. */
  readonly copies: boolean
  /** Raise the notes of the visit at which the events were recorded that rank first. */
  readonly links: boolean
}

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
