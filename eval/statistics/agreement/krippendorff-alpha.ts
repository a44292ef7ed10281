import { exactSum } from '../sums/exact-sum.js'

/** value null: `reason` says why. */
export type Agreement = { readonly value: number | null; readonly reason: string | null }

/** Level of measurement: how far two values are from each other. */
export type MeasurementLevel = 'nominal' | 'ordinal' | 'interval' | 'ratio'

/**
 * Krippendorff's alpha (2004) of ratings[rater][unit], null if a rater gave none; units with fewer than two
 * ratings do not count. Agrees with the krippendorff package.
 */
export function krippendorffAlpha(
  ratings: readonly (readonly (number | null)[])[],
  level: MeasurementLevel,
): Agreement {
  const units = (ratings[0] ?? []).map((_, u) =>
    ratings.map((row) => row[u]!).filter((value) => value !== null),
  )
  const all = new Set(units.flat())
  if (all.size < 2) return { value: null, reason: 'all ratings are the same value' }
  const pairable = units.filter((values) => values.length >= 2)
  if (pairable.length === 0) return { value: null, reason: 'no unit has two ratings' }
  const values = [...all].toSorted((a, b) => a - b)
  const counts = values.map((value) => pairable.flat().filter((one) => one === value).length)
  const total = exactSum(counts)
  const distance = distanceOf(level, values, counts)
  const place = new Map(values.map((value, i) => [value, i]))
  const observed = exactSum(
    pairable.map(
      (unit) =>
        sumOfPairs(
          unit.map((value) => place.get(value)!),
          distance,
        ) /
        (unit.length - 1),
    ),
  )
  const expected = sumOfPairs(
    counts.map((_, i) => i),
    (i, j) => counts[i]! * counts[j]! * distance(i, j),
  )
  if (expected === 0)
    return { value: null, reason: 'the ratings of units rated twice are all the same value' }
  return { value: 1 - ((total - 1) * observed) / expected, reason: null }
}

function sumOfPairs(places: readonly number[], distance: (i: number, j: number) => number): number {
  return exactSum(places.flatMap((i) => places.map((j) => distance(i, j))))
}

/** Squared difference of the values at two places of the ascending list. */
function distanceOf(level: MeasurementLevel, values: readonly number[], counts: readonly number[]) {
  return (i: number, j: number): number => {
    if (i === j) return 0
    const [low, high] = [Math.min(i, j), Math.max(i, j)]
    if (level === 'nominal') return 1
    if (level === 'interval') return (values[i]! - values[j]!) ** 2
    if (level === 'ratio') {
      const sum = values[i]! + values[j]!
      // Opposite values, which a ratio scale does not have, count as equal in the krippendorff package.
      return sum === 0 ? 0 : ((values[i]! - values[j]!) / sum) ** 2
    }
    return (exactSum(counts.slice(low, high + 1)) - (counts[low]! + counts[high]!) / 2) ** 2
  }
}
