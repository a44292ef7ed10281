import { devianceTerm, stirlingError } from './saddle-point.js'

/** P(X <= x) and P(X > x), each with its own digits: the smaller is never 1 minus the larger. */
export type Tails = { readonly lower: number; readonly upper: number }

/** Tails of Beta(a, b) at x, a and b > 0; y: 1 - x, which the caller often knows with more digits. */
export function betaTails(a: number, b: number, x: number, y: number): Tails {
  if (!(a > 0 && b > 0 && x >= 0 && y >= 0)) return { lower: Number.NaN, upper: Number.NaN }
  if (x === 0) return { lower: 0, upper: 1 }
  if (y === 0) return { lower: 1, upper: 0 }
  const power = betaPower(a, b, x, y)
  if (x < (a + 1) / (a + b + 2)) {
    const lower = (power * continuedFraction(a, b, x)) / a
    return { lower, upper: 1 - lower }
  }
  const upper = (power * continuedFraction(b, a, y)) / b
  return { lower: 1 - upper, upper }
}

/** The log odds log(x / (1 - x)) of the quantile x where P(X <= x) = p; `upper` is 1 - p. Infinite at 0 and 1. */
export function betaLogOddsQuantile(p: number, upper: number, a: number, b: number): number {
  if (!(a > 0 && b > 0 && p >= 0 && upper >= 0)) return Number.NaN
  if (p === 0) return Number.NEGATIVE_INFINITY
  if (upper === 0) return Number.POSITIVE_INFINITY
  let low = -LARGEST_LOG_ODDS
  let high = LARGEST_LOG_ODDS
  let at = Math.log(a / b)
  for (let step = 0; step < 200; step += 1) {
    const x = 1 / (1 + Math.exp(-at))
    const y = 1 / (1 + Math.exp(at))
    const tails = betaTails(a, b, x, y)
    // Newton on the logarithm of the smaller tail: nearly straight, so that far quantiles keep their digits.
    const error = p <= upper ? Math.log(tails.lower / p) : -Math.log(tails.upper / upper)
    const slope = betaPower(a, b, x, y) / (p <= upper ? tails.lower : tails.upper)
    if (error > 0) high = at
    else low = at
    const newton = at - error / slope
    const next = newton > low && newton < high ? newton : (low + high) / 2
    if (Math.abs(next - at) <= 1e-16 * Math.abs(at) || high - low < 1e-300) return next
    at = next
  }
  return at
}

/** The x where P(X <= x) = p for Beta(a, b). */
export function betaQuantile(p: number, a: number, b: number): number {
  return 1 / (1 + Math.exp(-betaLogOddsQuantile(p, 1 - p, a, b)))
}

// Beyond it exp() overflows.
const LARGEST_LOG_ODDS = 700

/** x^a y^b / B(a, b), as a binomial density with Loader's saddle point. */
function betaPower(a: number, b: number, x: number, y: number): number {
  const n = a + b
  const exponent =
    stirlingError(n) - stirlingError(a) - stirlingError(b) - devianceTerm(a, n * x) - devianceTerm(b, n * y)
  return Math.exp(exponent) * Math.sqrt((a * b) / (2 * Math.PI * n))
}

/** Lentz' evaluation of the continued fraction of the incomplete beta function (DLMF 8.17.22). */
function continuedFraction(a: number, b: number, x: number): number {
  const away = (value: number) => (Math.abs(value) < 1e-300 ? 1e-300 : value)
  let c = 1
  let d = 1 / away(1 - ((a + b) * x) / (a + 1))
  let fraction = d
  for (let m = 1; m < 100_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / away(1 + even * d)
    c = away(1 + even / c)
    fraction *= c * d
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / away(1 + odd * d)
    c = away(1 + odd / c)
    fraction *= c * d
    if (Math.abs(c * d - 1) < 1e-16) break
  }
  return fraction
}
