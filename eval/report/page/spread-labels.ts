/** Where labels may be, in pixels. */
export type LabelRoom = {
  readonly gap: number
  readonly top: number
  readonly bottom: number
}

/**
 * Moves labels apart, no more than needed: the returned positions keep the order of the wanted ones, are at least gap apart, and
 * are within [top, bottom] if all labels fit there.
 */
export function spreadLabels(wished: readonly number[], { gap, top, bottom }: LabelRoom): number[] {
  const order = wished.map((_, i) => i).toSorted((a, b) => wished[a]! - wished[b]! || a - b)
  const placed = new Array<number>(wished.length)
  let next = top
  for (const i of order) {
    placed[i] = Math.max(next, wished[i]!)
    next = placed[i]! + gap
  }
  let last = Math.max(bottom, top + gap * (wished.length - 1))
  for (const i of order.toReversed()) {
    placed[i] = Math.min(last, placed[i]!)
    last = placed[i]! - gap
  }
  return placed
}
