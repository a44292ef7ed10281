/**
 * What part of a ranking a modifier changes, from the outside in. A strategy that accepts one of these also accepts those
 * before it.
 */
const REACHES = ['layout', 'encounters', 'documents', 'passages', 'scores'] as const
/** What part of a ranking a modifier changes, from the layout to the scores. */
export type Reach = (typeof REACHES)[number]

/** Which modifiers a strategy accepts, and why it accepts no others: the reason completes 'it ...'. */
export type Accepts =
  | 'every modifier'
  | { readonly upTo: Exclude<Reach, 'scores'> | 'nothing'; readonly because: string }

/** Whether a strategy accepts modifiers of this reach. */
export function isAccepted(reach: Reach, accepts: Accepts): boolean {
  if (accepts === 'every modifier') return true
  return accepts.upTo !== 'nothing' && REACHES.indexOf(reach) <= REACHES.indexOf(accepts.upTo)
}
