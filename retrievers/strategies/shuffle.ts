import { createHash } from 'node:crypto'

/** A permutation of 0..n-1 that depends on the seed text alone (Fisher-Yates over a SHA-256 counter stream). */
export function seededOrder(n: number, seed: string): number[] {
  const order = Array.from({ length: n }, (_, i) => i)
  const next = hashStream(seed)
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(next() * (i + 1))
    const swap = order[i]!
    order[i] = order[j]!
    order[j] = swap
  }
  return order
}

/** Uniform numbers in [0, 1), eight of 32 bits a digest. */
function hashStream(seed: string): () => number {
  let block = 0
  let digest = Buffer.alloc(0)
  let offset = 0
  return () => {
    if (offset >= digest.length) {
      digest = createHash('sha256').update(`${seed}|${block++}`).digest()
      offset = 0
    }
    const value = digest.readUInt32LE(offset) / 2 ** 32
    offset += 4
    return value
  }
}
