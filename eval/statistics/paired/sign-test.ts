import { binomialCdf } from '../distributions/binomial.js'

/** Exact sign test of x - y; zeros are dropped, and so is what is no number. p null: no difference is left. */
export type SignTest = {
  readonly positive: number
  readonly negative: number
  readonly zeros: number
  readonly p: number | null
  readonly pGreater: number | null
  readonly pLess: number | null
  readonly reason: string | null
}

/** Agrees with scipy.stats.binomtest(positive, positive + negative, 0.5). */
export function signTest(differences: readonly number[]): SignTest {
  const positive = differences.filter((value) => value > 0).length
  const negative = differences.filter((value) => value < 0).length
  const counts = { positive, negative, zeros: differences.filter((value) => value === 0).length }
  const none = { ...counts, p: null, pGreater: null, pLess: null }
  const n = positive + negative
  if (n === 0) return { ...none, reason: 'no difference is other than 0' }
  const tail = (count: number) => binomialCdf(count, n, 0.5)
  const p = Math.min(1, 2 * tail(Math.min(positive, negative)))
  return { ...counts, p, pGreater: tail(negative), pLess: tail(positive), reason: null }
}
