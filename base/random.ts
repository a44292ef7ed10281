import { createHash } from 'node:crypto'

/**
 * Seeded random numbers, the same on every machine. There are four generators because a seed must keep giving the cohorts,
 * intervals, embedders and contexts that it gave when each was chosen: a new use should take `sfc32`.
 */
export type Uniform = () => number

/** A whole number from 0 to n - 1, each as likely as another. n: 1 to 2^32. */
export type RandomBelow = (n: number) => number

const WORDS = 2 ** 32

/** sfc32 (Chris Doty-Humphrey, PractRand), seeded from a text. Uniform in [0, 1). Cohorts are drawn with it. */
export function sfc32(seed: string): Uniform {
  let [a, b, c, d] = [hash32(`a${seed}`), hash32(`b${seed}`), hash32(`c${seed}`), 1]
  const next = () => {
    const t = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + t) | 0
    return (t >>> 0) / WORDS
  }
  for (let i = 0; i < 15; i++) next()
  return next
}

/** FNV-1a over UTF-16 units, mixed further. */
function hash32(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
    hash ^= hash >>> 13
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return (hash ^ (hash >>> 15)) >>> 0
}

/** mulberry32 (Tommy Ettinger). Uniform in [0, 1). Embedders are distilled with it. */
export function mulberry32(seed: number): Uniform {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / WORDS
  }
}

/** SHA-256 of the seed and a counter, eight numbers per digest. Uniform in [0, 1). Contexts are drawn with it. */
export function hashStream(seed: string): Uniform {
  let block = 0
  let digest = Buffer.alloc(0)
  let offset = 0
  return () => {
    if (offset >= digest.length) {
      digest = createHash('sha256').update(`${seed}|${block++}`).digest()
      offset = 0
    }
    const value = digest.readUInt32LE(offset) / WORDS
    offset += 4
    return value
  }
}

/** xoshiro128** (Blackman, Vigna 2018), its state filled by splitmix32. Statistics resample with it. */
export function seededRandom(seed: number): RandomBelow {
  const next = xoshiro128(splitmix32(seed))
  return (n) => {
    // The last, incomplete run of n values is thrown away: a plain remainder would favour small numbers.
    const limit = WORDS - (WORDS % n)
    let value = next()
    while (value >= limit) value = next()
    return value % n
  }
}

/**
 * The numbers that `seededRandom` gives, many at a time: fills a list with whole numbers from 0 to n - 1. Several times as fast,
 * because the state stays in registers and nothing is divided.
 */
export function seededFill(seed: number): (list: Uint32Array, n: number) => void {
  const state = Int32Array.from(splitmix32(seed))
  return (list, n) => {
    let [a, b, c, d] = [state[0]!, state[1]!, state[2]!, state[3]!]
    const limit = WORDS - (WORDS % n)
    const inverse = 1 / n
    for (let i = 0; i < list.length; ) {
      const value = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0
      const shifted = b << 9
      c ^= a
      d ^= b
      b ^= c
      a ^= d
      c ^= shifted
      d = rotate(d, 11)
      if (value >= limit) continue
      // The rounded quotient is off by one at most.
      const rest = value - Math.floor(value * inverse) * n
      list[i] = rest < 0 ? rest + n : rest >= n ? rest - n : rest
      i += 1
    }
    state.set([a, b, c, d])
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
  let state = (seed | 0) ^ Math.floor(seed / WORDS)
  const word = () => {
    state = (state + 0x9e3779b9) | 0
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad)
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97)
    return mixed ^ (mixed >>> 15)
  }
  return [word(), word(), word(), word()]
}

/** Shuffles in place (Fisher-Yates) and returns the array; draws n - 1 numbers. */
export function shuffle<T>(values: T[], next: Uniform): T[] {
  for (let i = values.length - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1))
    const held = values[i]!
    values[i] = values[j]!
    values[j] = held
  }
  return values
}
