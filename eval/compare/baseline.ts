/**
 * The baseline of a report is an arm ('recent'), or an index by '@' and its name ('@tokens-128'): each strategy is then compared
 * with itself on that index.
 */
export function isIndexBaseline(baseline: string): boolean {
  return baseline.startsWith('@')
}

/** Whether others are compared with this arm. */
export function isBaseline(strategy: string, baseline: string | null): boolean {
  if (baseline === null) return false
  return isIndexBaseline(baseline) ? strategy.endsWith(baseline) : strategy === baseline
}

/** The arm that this one is compared with; null for a baseline, and if there is none. */
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

/** What others are compared with, in a sentence. */
export function baselineText(baseline: string): string {
  return isIndexBaseline(baseline) ? `the same strategy on ${baseline.slice(1)}` : baseline
}
