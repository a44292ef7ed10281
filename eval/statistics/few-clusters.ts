import { normalCdf } from './distributions/normal.js'
import { studentQuantile } from './distributions/student-t.js'

/**
 * The level to ask of a bootstrap interval of a mean so that it covers `level` with few clusters (at least 2): a
 * bootstrap distribution is too narrow by sqrt((G - 1) / G) and takes normal for t quantiles. Hesterberg (2015),
 * "What teachers should know about the bootstrap", expanded percentile interval.
 */
export function expandedLevel(level: number, clusters: number): number {
  const t = studentQuantile((1 + level) / 2, clusters - 1)
  return 1 - 2 * normalCdf(-t * Math.sqrt(clusters / (clusters - 1)))
}
