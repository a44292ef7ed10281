import { type Grades, relevantCount } from './ranking.js'

/**
 * Buckley and Voorhees' bpref (SIGIR 2004) as trec_eval 9 computes it. With R relevant and N judged irrelevant documents it is the
 * sum over the ranked relevant documents of 1 - min(irrelevant ones above it, R) / min(R, N), divided by R; 0 if none is relevant.
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
