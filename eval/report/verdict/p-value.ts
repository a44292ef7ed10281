import { counted, formatCount } from '../../../base/text/format-count.js'

// If chance alone gives each patient its sign, all of G agree with probability 2 / 2^G: below 5% from 6 on.
/** With fewer patients no two-sided p of sign flips can be below .05. */
export const FEWEST_FOR_EVIDENCE = 6
/** The level of all tests. */
export const ALPHA = 0.05

/** 'p = 0.013', 'p < 0.001'. */
export function formatP(p: number): string {
  return p < 0.001 ? 'p < 0.001' : `p = ${p.toFixed(3)}`
}

/** A sentence if even complete agreement of all patients stays above 5% after Holm over `tests`; otherwise empty. */
export function outOfReach(patients: number, tests: number): string {
  const least = 2 / 2 ** patients
  return least * tests < ALPHA
    ? ''
    : ` With ${counted(patients, 'patient')} no p can fall below ${least.toPrecision(2)}, so none of ${formatCount(tests)} can remain below ${ALPHA} after Holm, however large the differences are.`
}
