import { type Grades, relevantCount } from './ranking.js'

/**
 * Buckley and Voorhees' bpref (SIGIR 2004) as trec_eval 9 counts it: the mean over the relevant documents of one minus the share of
 * judged irrelevant ones above it, at most R of them and over the lesser of R and their number; 0 if none is relevant.
 * Unjudged documents do not count, and neither do negative grades.
 * @param ids best first
 */
export function bpref(ids: readonly string[], grades: Grades): number {
  const relevant = relevantCount(grades)
  const irrelevant = [...grades.values()].filter((grade) => grade === 0).length
  if (relevant === 0) return 0
  let above = 0
  let sum = 0
  for (const grade of ids.map((id) => grades.get(id) ?? -1)) {
    if (grade === 0) above += 1
    if (grade >= 1) sum += above === 0 ? 1 : 1 - Math.min(above, relevant) / Math.min(irrelevant, relevant)
  }
  return sum / relevant
}
