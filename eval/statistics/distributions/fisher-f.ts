import { betaLogOddsQuantile, betaTails, type Tails } from './beta.js'

/** Both tails of F with df1 and df2 degrees of freedom at x >= 0. */
export function fisherTails(x: number, df1: number, df2: number): Tails {
  if (x === Number.POSITIVE_INFINITY && df1 > 0 && df2 > 0) return { lower: 1, upper: 0 }
  const ratio = (df1 * x) / df2
  return betaTails(df1 / 2, df2 / 2, 1 / (1 + 1 / ratio), 1 / (1 + ratio))
}

/** The x with P(F <= x) = p. */
export function fisherQuantile(p: number, df1: number, df2: number): number {
  return (df2 / df1) * Math.exp(betaLogOddsQuantile(p, 1 - p, df1 / 2, df2 / 2))
}
