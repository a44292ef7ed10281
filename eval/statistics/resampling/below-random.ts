/** A whole number from 0 to n - 1, each as likely as another. n: 1 to 2^32. */
export type RandomBelow = (n: number) => number

/** Seeded whole numbers: xoshiro128** (Blackman, Vigna 2018), its state filled by splitmix32. */
export function seededRandom(seed: number): RandomBelow {
  const next = xoshiro128(splitmix32(seed))
  return (n) => {
    // The last, incomplete run of n values is thrown away: a plain remainder would favour small numbers.
    const limit = 2 ** 32 - (2 ** 32 % n)
    let value = next()
    while (value >= limit) value = next()
    return value % n
  }
}

/** The bare generator over 32-bit words, exported for its reference test. */
export function xoshiro128(state: readonly [number, number, number, number]): () => number {
  let [a, b, c, d] = state
  return () => {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotate(d, 11)
    return result
  }
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits))
}

function splitmix32(seed: number): [number, number, number, number] {
  // Seeds beyond 32 bits count with their upper half too.
  let state = (seed | 0) ^ Math.floor(seed / 2 ** 32)
  const word = () => {
    state = (state + 0x9e3779b9) | 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return mixed ^ (mixed >>> 15)
  }
  return [word(), word(), word(), word()]
}
