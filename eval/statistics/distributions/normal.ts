const ROOT_TWO_PI = Math.sqrt(2 * Math.PI)

/** P(Z <= x) of the standard normal, to about 1e-13 relatively, far tails included. */
export function normalCdf(x: number): number {
  if (Number.isNaN(x)) return Number.NaN
  if (x > 3) return 1 - upperTail(x)
  if (x < -3) return upperTail(-x)
  return 0.5 + massFromZero(x)
}

/** The x with normalCdf(x) = p; infinite at 0 and 1. */
export function normalQuantile(p: number): number {
  if (!(p >= 0 && p <= 1)) return Number.NaN
  if (p === 0) return Number.NEGATIVE_INFINITY
  if (p === 1) return Number.POSITIVE_INFINITY
  if (p === 0.5) return 0
  if (p > 0.5) return -normalQuantile(1 - p)
  let x = firstGuess(p)
  for (let step = 0; step < 3; step += 1) {
    // Near the middle both sides less 1/2, or the digits of p - 1/2 are lost.
    const error = (p > 0.1 ? massFromZero(x) - (p - 0.5) : normalCdf(x) - p) / density(x)
    if (!Number.isFinite(error)) break
    x -= error / (1 + (x * error) / 2)
  }
  return x
}

/** P(0 < Z <= x), negative below 0, as density * (x + x^3/3 + x^5/(3*5) + ...); for |x| <= 3. */
function massFromZero(x: number): number {
  let term = x
  let sum = x
  for (let k = 3; Math.abs(term) > 1e-18 * Math.abs(sum); k += 2) {
    term *= (x * x) / k
    sum += term
  }
  return density(x) * sum
}

function density(x: number): number {
  return Math.exp((-x * x) / 2) / ROOT_TWO_PI
}

/** Laplace's continued fraction, from the inside out; 200 levels suffice from x = 3 on, fewer further out. */
function upperTail(x: number): number {
  if (x > 40) return 0
  let fraction = x
  for (let k = 20 + Math.ceil(1620 / (x * x)); k >= 1; k -= 1) fraction = x + k / fraction
  return density(x) / fraction
}

/** Acklam's rational approximation (relative error 1.2e-9) for p < 1/2. */
function firstGuess(p: number): number {
  const [a, b, c, d] = ACKLAM
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p))
    return polynomial(c, q) / (polynomial(d, q) * q + 1)
  }
  const q = p - 0.5
  const r = q * q
  return (polynomial(a, r) * q) / (polynomial(b, r) * r + 1)
}

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0)
}

const ACKLAM = [
  [
    -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716,
    2.506628277459239,
  ],
  [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572],
  [
    -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
    2.938163982698783,
  ],
  [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416],
] as const
