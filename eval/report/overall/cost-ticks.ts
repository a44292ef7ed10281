const STEPS = [1, 2, 5]

/** Where a cost is on an axis, in pixels. */
type Place = (cost: number) => number

/**
 * Round costs from `least` to `most` to label a logarithmic axis by: 1, 2 and 5 times powers of ten, without those that are closer
 * than `gap` pixels to one before them; powers of ten have priority. Never empty.
 */
export function costTicks(
  least: number,
  most: number,
  { place, gap }: { place: Place; gap: number },
): number[] {
  const lowest = least > 0 ? least : most / 100
  const [first, last] = [lowest, most].map((cost) => Math.floor(Math.log10(cost)))
  const powers = Array.from({ length: last! - first! + 1 }, (_, i) => first! + i)
  const kept = least > 0 ? [] : [0]
  for (const step of STEPS) {
    for (const tick of powers.map((power) => Number(`${step}e${power}`))) {
      const isInside = tick >= lowest && tick <= most
      if (isInside && kept.every((other) => Math.abs(place(tick) - place(other)) >= gap)) kept.push(tick)
    }
  }
  return kept.length === 0 || most === 0 ? [most] : kept.toSorted((a, b) => a - b)
}
