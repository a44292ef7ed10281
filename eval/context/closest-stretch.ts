import { squadTokens } from '../text/squad.js'

/**
 * SQuAD token F1, 0 to 1, of a span and the most similar stretch of a text with as many tokens as the span. A shorter text is
 * compared as a whole. 0 if either has no tokens.
 */
export function closestStretchF1(span: string, text: string): number {
  const wanted = squadTokens(span)
  const tokens = squadTokens(text)
  if (wanted.length === 0 || tokens.length === 0) return 0
  const rest = new Map<string, number>()
  for (const token of wanted) rest.set(token, (rest.get(token) ?? 0) + 1)
  let shared = 0
  let most = 0
  tokens.forEach((token, i) => {
    const left = rest.get(token)
    if (left !== undefined) {
      if (left > 0) shared += 1
      rest.set(token, left - 1)
    }
    const gone = tokens[i - wanted.length]
    const before = gone === undefined ? undefined : rest.get(gone)
    if (before !== undefined) {
      // Below zero, the stretch has more of this token than the span, so dropping one loses nothing that both share.
      if (before >= 0) shared -= 1
      rest.set(gone!, before + 1)
    }
    most = Math.max(most, shared)
  })
  return (2 * most) / (wanted.length + Math.min(wanted.length, tokens.length))
}
