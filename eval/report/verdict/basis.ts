import { counted } from '../../../base/text/format-count.js'
import type { Comparison } from '../../compare/tested/comparison.js'
import { formatP } from './p-value.js'

/** What a difference rests on: 'p = 0.013 by sign flips over patients, 96 instructions of 30 patients'. */
export function basisOf({ test, n, clusters }: Comparison): string {
  const p = test.p === null ? '' : `${formatP(test.p)} by sign flips over patients, `
  return `${p}${counted(n, 'instruction')} of ${counted(clusters, 'patient')}`
}
