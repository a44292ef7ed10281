import { magnitudeOf, type Spread, spreadOf } from '../sums/spread.js'

/** x - y of each pair, and whether they vary at all. */
export type Differences = {
  readonly values: readonly number[]
  readonly spread: Spread
  /** Why nothing that needs a variance can be computed; null if it can. */
  readonly reason: string | null
}

/** Differences of paired values. Throws if the two differ in length. */
export function differencesOf(x: readonly number[], y: readonly number[]): Differences {
  if (x.length !== y.length)
    throw new Error(`expected as many values in both arms, found ${x.length} and ${y.length}`)
  const values = x.map((value, i) => value - y[i]!)
  const spread = spreadOf(values, magnitudeOf([...x, ...y]))
  return { values, spread, reason: reasonOf(values, spread) }
}

function reasonOf(values: readonly number[], spread: Spread): string | null {
  if (values.some((value) => !Number.isFinite(value))) return 'a difference is not a finite number'
  if (values.length < 2) return 'fewer than 2 differences'
  if (spread === 'rounding') return 'the differences vary by rounding only'
  if (spread === 'none' && values[0] === 0) return 'all differences are 0'
  return null
}
