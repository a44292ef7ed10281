import { chiSquareUpperTail } from './chi-square.js'
import { normalCdf } from './normal.js'
import { stirlingError } from './saddle-point.js'

/**
 * P(T <= t) of the noncentral t with df > 0 degrees of freedom and noncentrality nc; P(T > t) is the value at
 * (-t, df, -nc). The integral of Phi(t s - nc) over s = chi / sqrt(df) is taken in v = log s, where the integrand
 * is smooth and falls off on both sides, so that the trapezoid rule converges faster than any power. Lower tails
 * keep their digits, where the usual series (AS 243) loses them; below 1e-35, and where t and nc
 * are both beyond hundreds, they are rough.
 */
export function noncentralCdf(t: number, df: number, nc: number): number {
  if (Number.isNaN(t) || Number.isNaN(nc) || !(df > 0)) return Number.NaN
  if (!Number.isFinite(t)) return t < 0 ? 0 : 1
  if (t > STEEP_T && nc > STEEP_NC) return overNormal(t, df, nc)
  if (t < -STEEP_T && nc < -STEEP_NC) return 1 - overNormal(-t, df, -nc)
  const scale = 2 * Math.sqrt(df / (4 * Math.PI)) * Math.exp(-stirlingError(df / 2))
  const integrand = (v: number) =>
    normalCdf(t * Math.exp(v) - nc) * Math.exp(df * (v - Math.expm1(2 * v) / 2))
  const { low, high } = limits(df)
  let step = (high - low) / 64
  let sum = 0
  for (let k = 1; k < 64; k += 1) sum += integrand(low + k * step)
  let area = sum * step
  for (let halving = 0; halving < 12; halving += 1) {
    for (let v = low + step / 2, k = 0; v < high; k += 1, v = low + (k + 0.5) * step) sum += integrand(v)
    step /= 2
    const finer = sum * step
    // Halving squares the error, so that a difference of 1e-8 leaves one of 1e-16.
    const isSettled = Math.abs(finer - area) <= 1e-9 * finer && halving > 0
    area = finer
    if (isSettled) break
  }
  return Math.min(1, area * scale)
}

// Beyond both, Phi(t s - nc) is nearly a step in s, which the rule in log s resolves only in thousands of points.
const STEEP_T = 300
const STEEP_NC = 40

/** The same probability as the integral of P(s >= (z + nc) / t) over the normal z, smooth where t is large. */
function overNormal(t: number, df: number, nc: number): number {
  const step = 1 / 16
  let area = 0
  for (let z = -9; z <= 9; z += step)
    area += Math.exp((-z * z) / 2) * chiSquareUpperTail(df * ((z + nc) / t) ** 2, df)
  return Math.min(1, (area * step) / Math.sqrt(2 * Math.PI))
}

/** Where the density of log s has fallen to e^-100 of its top. */
function limits(df: number): { low: number; high: number } {
  const exponent = (v: number) => df * (v - Math.expm1(2 * v) / 2)
  const outward = (sign: number) => {
    let v = sign * Math.sqrt(100 / df)
    while (exponent(v) < -110) v *= 0.95
    while (exponent(v) > -100) v *= 1.05
    return v
  }
  return { low: outward(-1), high: outward(1) }
}
