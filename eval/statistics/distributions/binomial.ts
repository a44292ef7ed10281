import { betaTails } from './beta.js'

/** P(X <= k) of Binomial(n, p). */
export function binomialCdf(k: number, n: number, p: number): number {
  if (!(n >= 0 && p >= 0 && p <= 1)) return Number.NaN
  const whole = Math.floor(k)
  if (whole < 0) return 0
  if (whole >= n) return 1
  return betaTails(n - whole, whole + 1, 1 - p, p).lower
}

/** P(X >= k) of Binomial(n, p). */
export function binomialUpperTail(k: number, n: number, p: number): number {
  return binomialCdf(n - k, n, 1 - p)
}
