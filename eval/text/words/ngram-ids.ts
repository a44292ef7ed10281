/** Numbers of the n-grams of one order: `of[s][i]` is that of the n-gram which begins at place i of sequence s. */
export type NgramIds = { readonly of: readonly Int32Array[]; readonly count: number }

// Pairs of (n-gram, next token) are looked up by direct address while their product fits; 4 MB for all calls.
const slots = new Int32Array(1 << 20)

/**
 * The n-grams of several token sequences, orders 1 to `order`, numbered from 0 so that equal n-grams have equal
 * numbers within their order. An n-gram is its first n - 1 tokens' number and its last token's.
 */
export function ngramIds(sequences: readonly (readonly string[])[], order: number): NgramIds[] {
  const tokens = tokenIds(sequences)
  const orders = [tokens]
  while (orders.length < order) orders.push(longerBy1(orders[orders.length - 1]!, tokens, orders.length))
  return orders
}

/** Equal tokens have equal numbers, from 0 by first appearance. */
export function tokenIds(sequences: readonly (readonly string[])[]): NgramIds {
  const numbers = new Map<string, number>()
  const of = sequences.map((sequence) => {
    const ids = new Int32Array(sequence.length)
    for (let i = 0; i < sequence.length; i += 1) {
      const token = sequence[i]!
      let id = numbers.get(token)
      if (id === undefined) {
        id = numbers.size
        numbers.set(token, id)
      }
      ids[i] = id
    }
    return ids
  })
  return { of, count: numbers.size }
}

function longerBy1(shorter: NgramIds, tokens: NgramIds, length: number): NgramIds {
  const isDirect = shorter.count * tokens.count <= slots.length
  const numbers = new Map<number, number>()
  const used: number[] = []
  let count = 0
  const of = shorter.of.map((prefixes, s) => {
    const last = tokens.of[s]!
    const ids = new Int32Array(Math.max(0, last.length - length))
    for (let i = 0; i < ids.length; i += 1) {
      const key = prefixes[i]! * tokens.count + last[i + length]!
      let number = isDirect ? slots[key]! : (numbers.get(key) ?? 0)
      if (number === 0) {
        count += 1
        number = count
        if (isDirect) {
          slots[key] = number
          used.push(key)
        } else numbers.set(key, number)
      }
      ids[i] = number - 1
    }
    return ids
  })
  for (const key of used) slots[key] = 0
  return { of, count }
}

/** How many n-grams two sequences share, each counted as often as both have it. */
export function sharedNgrams({ of, count }: NgramIds, a: number, b: number): number {
  if (left.length < count) left = new Int32Array(2 * count)
  const [one, other] = [of[a]!, of[b]!]
  for (let i = 0; i < other.length; i += 1) left[other[i]!]! += 1
  let shared = 0
  for (let i = 0; i < one.length; i += 1) {
    if (left[one[i]!]! > 0) {
      left[one[i]!]! -= 1
      shared += 1
    }
  }
  for (let i = 0; i < other.length; i += 1) left[other[i]!] = 0
  return shared
}

/** All zero between two calls. */
let left = new Int32Array(4096)
