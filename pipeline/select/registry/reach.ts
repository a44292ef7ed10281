/** What of a ranking a modifier changes, from the outside in: a strategy that accepts one of these accepts those before it too. */
const REACHES = ['layout', 'encounters', 'documents', 'passages', 'scores'] as const
/** What a modifier works on: the layout, whole documents, a ranking, scores. */
export type Reach = (typeof REACHES)[number]

/** Which modifiers a strategy accepts, and why no others: the reason continues 'it ...'. */
export type Accepts =
  | 'every modifier'
  | { readonly upTo: Exclude<Reach, 'scores'> | 'nothing'; readonly because: string }

/** Whether a strategy accepts modifiers of this reach. */
export function isAccepted(reach: Reach, accepts: Accepts): boolean {
  if (accepts === 'every modifier') return true
  return accepts.upTo !== 'nothing' && REACHES.indexOf(reach) <= REACHES.indexOf(accepts.upTo)
}
