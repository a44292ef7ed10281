import { devianceTerm, stirlingError } from './saddle-point.js'

/** P(X > x) of chi-square with df > 0 degrees of freedom: the regularized upper incomplete gamma function. */
export function chiSquareUpperTail(x: number, df: number): number {
  if (Number.isNaN(x) || !(df > 0)) return Number.NaN
  if (x <= 0) return 1
  if (x === Number.POSITIVE_INFINITY) return 0
  const a = df / 2
  const z = x / 2
  // z^a e^-z / Gamma(a + 1), as a Poisson density with Loader's saddle point.
  const power = Math.exp(-stirlingError(a) - devianceTerm(a, z)) / Math.sqrt(2 * Math.PI * a)
  return z < a + 1 ? 1 - power * series(a, z) : power * a * continuedFraction(a, z)
}

function series(a: number, z: number): number {
  let term = 1
  let sum = 1
  for (let k = 1; term > 1e-17 * sum; k += 1) {
    term *= z / (a + k)
    sum += term
  }
  return sum
}

/** Lentz' evaluation of DLMF 8.9.2. */
function continuedFraction(a: number, z: number): number {
  let b = z + 1 - a
  let c = 1e300
  let d = 1 / b
  let fraction = d
  for (let k = 1; k < 100_000; k += 1) {
    const numerator = k * (a - k)
    b += 2
    d = 1 / (numerator * d + b)
    c = b + numerator / c
    fraction *= c * d
    if (Math.abs(c * d - 1) < 1e-16) break
  }
  return fraction
}
