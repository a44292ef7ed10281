import { betaLogOddsQuantile, betaTails } from './beta.js'
import { normalCdf, normalQuantile } from './normal.js'

/** P(T <= t) for Student's t with df > 0 degrees of freedom (infinite: normal); far tails keep their digits. */
export function studentCdf(t: number, df: number): number {
  if (df === Number.POSITIVE_INFINITY) return normalCdf(t)
  if (Number.isNaN(t) || !(df > 0)) return Number.NaN
  const half = upperTail(Math.abs(t), df)
  return t < 0 ? half : 1 - half
}

/** The t with P(T <= t) = p. */
export function studentQuantile(p: number, df: number): number {
  if (df === Number.POSITIVE_INFINITY) return normalQuantile(p)
  if (!(p >= 0 && p <= 1 && df > 0)) return Number.NaN
  if (p === 0.5) return 0
  const tail = Math.min(p, 1 - p)
  const t = Math.sqrt(df) * Math.exp(-betaLogOddsQuantile(2 * tail, 1 - 2 * tail, df / 2, 0.5) / 2)
  return p < 0.5 ? -t : t
}

function upperTail(t: number, df: number): number {
  if (t === Number.POSITIVE_INFINITY) return 0
  // Divided by the larger first, so that t^2 does not overflow the sum.
  const ratio = (t / df) * t
  return betaTails(df / 2, 0.5, 1 / (1 + ratio), 1 / (1 + 1 / ratio)).lower / 2
}
