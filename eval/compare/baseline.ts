/**
 * Whether the baseline of a report is an index, written as '@' and its name ('@tokens-128'), instead of an arm ('recent'). Each
 * strategy is then compared with itself on that index.
 */
export function isIndexBaseline(baseline: string): boolean {
  return baseline.startsWith('@')
}

/** Whether this arm is one that others are compared with. */
export function isBaseline(strategy: string, baseline: string | null): boolean {
  if (baseline === null) return false
  return isIndexBaseline(baseline) ? strategy.endsWith(baseline) : strategy === baseline
}

/** The arm that this one is compared with; null for a baseline itself, and if there is none. */
export function baselineOf(
  strategy: string,
  baseline: string | null,
  strategies: readonly string[],
): string | null {
  if (baseline === null || isBaseline(strategy, baseline)) return null
  if (!isIndexBaseline(baseline)) return baseline
  const at = strategy.indexOf('@')
  const own = at < 0 ? null : `${strategy.slice(0, at)}${baseline}`
  return own !== null && strategies.includes(own) ? own : null
}

/** What others are compared with, as words for a sentence. */
export function baselineText(baseline: string): string {
  return isIndexBaseline(baseline) ? `the same strategy on ${baseline.slice(1)}` : baseline
}
