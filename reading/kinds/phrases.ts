/** Matches any of these phrases as whole words. Each phrase is a regular expression. */
export function phrases(alternatives: readonly string[], flags = ''): RegExp {
  return new RegExp(`(?<![a-z0-9/])(?:${alternatives.join('|')})(?![a-z0-9])`, flags)
}
