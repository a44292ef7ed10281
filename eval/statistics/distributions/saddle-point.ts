import { logGamma } from './log-gamma.js'

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI)

/**
 * log of n! over Stirling's formula for it, n > 0. Loader (2000), "Fast and accurate computation of binomial probabilities":
 * differences of log gammas lose nine digits at n = 1e6, and this loses none.
 */
export function stirlingError(n: number): number {
  if (n <= 15) return logGamma(n + 1) - (n + 0.5) * Math.log(n) + n - HALF_LOG_TWO_PI
  const n2 = n * n
  return (
    (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - (1 / 1188 - 691 / 360360 / n2) / n2) / n2) / n2) / n2) / n
  )
}

/** x log(x / mean) + mean - x, without cancellation where x is near the mean (Loader's bd0). x, mean > 0. */
export function devianceTerm(x: number, mean: number): number {
  const difference = x - mean
  if (Math.abs(difference) >= 0.1 * (x + mean)) return x * Math.log(x / mean) - difference
  const ratio = difference / (x + mean)
  let sum = difference * ratio
  let term = 2 * x * ratio
  for (let k = 3; ; k += 2) {
    term *= ratio * ratio
    const next = sum + term / k
    if (next === sum) return sum
    sum = next
  }
}
