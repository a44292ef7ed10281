/** Any of these phrases, each a regular expression of its own, as whole words. */
export function phrases(alternatives: readonly string[], flags = ''): RegExp {
  return new RegExp(`(?<![a-z0-9/])(?:${alternatives.join('|')})(?![a-z0-9])`, flags)
}
