/** Ranks of an encoding's tokens, keyed by their bytes as Latin-1. A rank is the token's id. */
export type TokenRanks = { readonly ranks: ReadonlyMap<string, number>; readonly longest: number }

/** Enough for a piece of 2^30 bytes; a rank takes fewer than 2^20. */
const POSITIONS = 2 ** 30

/**
 * The token ids of one piece, whose bytes are given as Latin-1. As in tiktoken, the pair with the lowest rank
 * merges first, the leftmost if ranks are equal. Takes n log n steps, where tiktoken takes n².
 */
export function mergeBytes(piece: string, { ranks, longest }: TokenRanks): number[] {
  const whole = ranks.get(piece)
  if (whole !== undefined) return [whole]
  const { length } = piece
  // The part that begins at i ends at ends[i]; the part before it begins at starts[i]. A part that was merged away ends at 0.
  const ends = new Int32Array(length)
  const starts = new Int32Array(length)
  for (let i = 0; i < length; i++) {
    ends[i] = i + 1
    starts[i] = i - 1
  }
  const rankOfPair = (at: number): number | undefined => {
    const second = ends[at]!
    if (second >= length) return undefined
    const end = ends[second]!
    return end - at > longest ? undefined : ranks.get(piece.slice(at, end))
  }
  const heap = new MinHeap()
  const offer = (at: number): void => {
    const rank = rankOfPair(at)
    if (rank !== undefined) heap.push(rank * POSITIONS + at)
  }
  for (let i = 0; i < length - 1; i++) offer(i)
  for (let key = heap.pop(); key !== undefined; key = heap.pop()) {
    const at = key % POSITIONS
    // Entries from before one of their parts was merged are stale.
    if (ends[at] === 0 || rankOfPair(at) !== (key - at) / POSITIONS) continue
    const second = ends[at]!
    const end = ends[second]!
    ends[at] = end
    ends[second] = 0
    if (end < length) starts[end] = at
    offer(at)
    if (starts[at]! >= 0) offer(starts[at]!)
  }
  const ids: number[] = []
  for (let at = 0; at < length; at = ends[at]!) ids.push(ranks.get(piece.slice(at, ends[at]!))!)
  return ids
}

class MinHeap {
  readonly #keys: number[] = []

  push(key: number): void {
    const keys = this.#keys
    let at = keys.length
    keys.push(key)
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (keys[parent]! <= key) break
      keys[at] = keys[parent]!
      at = parent
    }
    keys[at] = key
  }

  pop(): number | undefined {
    const keys = this.#keys
    const least = keys[0]
    const key = keys.pop()
    if (keys.length === 0 || key === undefined) return least
    let at = 0
    for (let child = 1; child < keys.length; child = 2 * at + 1) {
      if (child + 1 < keys.length && keys[child + 1]! < keys[child]!) child++
      if (keys[child]! >= key) break
      keys[at] = keys[child]!
      at = child
    }
    keys[at] = key
    return least
  }
}
