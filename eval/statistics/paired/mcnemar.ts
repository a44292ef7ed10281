import { binomialCdf } from '../distributions/binomial.js'
import { chiSquareUpperTail } from '../distributions/chi-square.js'

/** McNemar's test of b and c discordant pairs. Chi-square is null if there are none, and `reason` says so. */
export type McNemar = {
  readonly p: number
  readonly pMid: number
  readonly chiSquare: number | null
  readonly pChiSquare: number | null
  readonly chiSquareCorrected: number | null
  readonly pChiSquareCorrected: number | null
  readonly reason: string | null
}

/** p is exact (binomial); pMid counts half of the observed outcome (Fagerland et al. 2013). b, c: whole, >= 0. */
export function mcNemar(b: number, c: number): McNemar {
  for (const count of [b, c])
    if (!(Number.isInteger(count) && count >= 0))
      throw new Error(`expected whole discordant counts from 0 up, found ${b} and ${c}`)
  const n = b + c
  const smaller = Math.min(b, c)
  const unclipped = 2 * binomialCdf(smaller, n, 0.5)
  const observed = binomialCdf(smaller, n, 0.5) - binomialCdf(smaller - 1, n, 0.5)
  const exact = { p: Math.min(1, unclipped), pMid: b === c ? 1 : unclipped - observed }
  if (n === 0) {
    const none = { chiSquare: null, pChiSquare: null, chiSquareCorrected: null, pChiSquareCorrected: null }
    return { ...exact, ...none, reason: 'no discordant pairs' }
  }
  const chiSquare = (b - c) ** 2 / n
  const chiSquareCorrected = (Math.abs(b - c) - 1) ** 2 / n
  return {
    ...exact,
    chiSquare,
    pChiSquare: chiSquareUpperTail(chiSquare, 1),
    chiSquareCorrected,
    pChiSquareCorrected: chiSquareUpperTail(chiSquareCorrected, 1),
    reason: null,
  }
}
