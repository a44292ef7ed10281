import { betaQuantile } from './distributions/beta.js'
import { normalQuantile } from './distributions/normal.js'

/** The ends of an interval. */
export type Ends = { readonly low: number; readonly high: number }

/** Wilson's score interval of k successes in n (1927). Throws unless 0 <= k <= n and n >= 1. */
export function wilson(k: number, n: number, level: number): Ends {
  checkCounts(k, n)
  const z = normalQuantile((1 + level) / 2)
  const share = k / n
  const centre = k + (z * z) / 2
  const half = z * Math.sqrt(n * share * (1 - share) + (z * z) / 4)
  const size = n + z * z
  return { low: k === 0 ? 0 : (centre - half) / size, high: k === n ? 1 : (centre + half) / size }
}

/** Wilson's interval with continuity correction (Newcombe 1998, method 4). */
export function wilsonCorrected(k: number, n: number, level: number): Ends {
  checkCounts(k, n)
  const z = normalQuantile((1 + level) / 2)
  const share = k / n
  const end = (sign: number) => {
    const root = Math.sqrt(z * z + sign * 2 - 1 / n + 4 * share * (n * (1 - share) - sign))
    return (2 * k + z * z + sign * (1 + z * root)) / (2 * (n + z * z))
  }
  return { low: k === 0 ? 0 : Math.max(0, end(-1)), high: k === n ? 1 : Math.min(1, end(1)) }
}

/** Clopper and Pearson's exact interval (1934). */
export function clopperPearson(k: number, n: number, level: number): Ends {
  checkCounts(k, n)
  const tail = (1 - level) / 2
  return {
    low: k === 0 ? 0 : betaQuantile(tail, k, n - k + 1),
    high: k === n ? 1 : betaQuantile(1 - tail, k + 1, n - k),
  }
}

function checkCounts(k: number, n: number) {
  if (!(n >= 1 && k >= 0 && k <= n))
    throw new Error(`expected 0 to n successes in n >= 1, found ${k} of ${n}`)
}
