import type { Measure } from '../measured/measure-row.js'

/** How severe the worst error of an answer is, from none to harmful, with the weights of MQM's neutral, minor, major and critical errors. */
export const SEVERITIES = { none: 0, minor: 1, significant: 5, harmful: 25 } as const
export type Severity = keyof typeof SEVERITIES

/** What people say about errors of answers, as a weight. */
export const severityMeasure: Measure = {
  name: 'error-severity',
  definition:
    "Weight of the worst error in the answer by people's labels: none 0, minor 1, significant 5, harmful 25 (the weights of MQM, Lommel et al. 2014, for neutral, minor, major and critical errors); mean if several people labeled it; 25 shows as 100 points. No value if nobody labeled the answer.",
  direction: 'lower',
  best: 0,
  full: SEVERITIES.harmful,
  needs: ['response', 'severity'],
  of: ({ response, responseReason, severity = null }) => {
    if (response === null) return { reason: responseReason ?? 'no response' }
    return severity === null ? { reason: 'not labeled' } : severity
  },
}
