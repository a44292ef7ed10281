/** Adjusted p in the order of the input, null where the input is null. */
export type Adjusted = (number | null)[]

/** A planned comparison that could not be computed is null. It counts in the number of hypotheses. */
type PValues = readonly (number | null)[]

/** p times the number of hypotheses, at most 1. */
export function bonferroni(p: PValues): Adjusted {
  return p.map((value) => (value === null ? null : Math.min(1, value * p.length)))
}

/** Holm (1979): step-down Bonferroni, made monotone by a running maximum. */
export function holm(p: PValues): Adjusted {
  return stepDown(p, (value, left) => value * left)
}

/** Holm's steps with Sidak's factor. */
export function holmSidak(p: PValues): Adjusted {
  return stepDown(p, (value, left) => -Math.expm1(left * Math.log1p(-value)))
}

/** Hochberg (1988): step-up, for independent or positively dependent tests. Null throughout if one is null. */
export function hochberg(p: PValues): Adjusted {
  return stepUp(p, (value, rank, m) => value * (m - rank + 1))
}

/** Benjamini and Hochberg (1995), the false discovery rate. Null throughout if one is null. */
export function benjaminiHochberg(p: PValues): Adjusted {
  return stepUp(p, (value, rank, m) => (value * m) / rank)
}

/** Benjamini and Yekutieli (2001): valid under any dependence. Null throughout if one is null. */
export function benjaminiYekutieli(p: PValues): Adjusted {
  const harmonic = p.reduce<number>((sum, _, i) => sum + 1 / (i + 1), 0)
  return stepUp(p, (value, rank, m) => (value * m * harmonic) / rank)
}

/** Hommel (1988), by Wright's algorithm (1992). Null throughout if one is null. */
export function hommel(p: PValues): Adjusted {
  const values = p.filter((value) => value !== null)
  const m = values.length
  if (m < p.length) return p.map(() => null)
  const ascending = values.toSorted((a, b) => a - b)
  const adjusted = [...ascending]
  for (let j = m; j > 1; j -= 1) {
    const upper = ascending.slice(m - j + 1)
    const least = Math.min(...upper.map((value, i) => (j * value) / (i + 2)))
    for (let i = 0; i < m; i += 1) {
      const bound = i <= m - j ? Math.min(least, j * ascending[i]!) : least
      adjusted[i] = Math.max(adjusted[i]!, bound)
    }
  }
  return values.map((value) => Math.min(1, adjusted[ascending.indexOf(value)]!))
}

function ascendingOrder(p: PValues): number[] {
  return p.flatMap((value, i) => (value === null ? [] : [i])).toSorted((i, j) => p[i]! - p[j]!)
}

function stepDown(p: PValues, adjust: (value: number, left: number) => number): Adjusted {
  const adjusted: Adjusted = p.map(() => null)
  let largest = 0
  for (const [rank, i] of ascendingOrder(p).entries()) {
    largest = Math.max(largest, adjust(p[i]!, p.length - rank))
    adjusted[i] = Math.min(1, largest)
  }
  return adjusted
}

function stepUp(p: PValues, adjust: (value: number, rank: number, m: number) => number): Adjusted {
  const adjusted: Adjusted = p.map(() => null)
  if (p.includes(null)) return adjusted
  let smallest = 1
  for (const [fromLast, i] of ascendingOrder(p).toReversed().entries()) {
    smallest = Math.min(smallest, adjust(p[i]!, p.length - fromLast, p.length))
    adjusted[i] = smallest
  }
  return adjusted
}
