/** Numbers in (-1, 1) that a text always gives (FNV-1a seeds an xorshift). */
function hashedDirection(text: string, dimensions: number): number[] {
  let state = 0x811c9dc5
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193)
  state ||= 1
  return Array.from({ length: dimensions }, () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return state / 0x80000000
  })
}

const known = new Map<string, number[]>()

function direction(piece: string, dimensions: number): number[] {
  const key = `${dimensions} ${piece}`
  let found = known.get(key)
  if (found === undefined) {
    found = hashedDirection(piece, dimensions)
    known.set(key, found)
  }
  return found
}

/** Texts with pieces in common lie near each other; the markers keep an empty text from having no direction. */
export function pseudoVector(pieces: readonly string[], dimensions: number): number[] {
  const sum = new Array<number>(dimensions).fill(0)
  for (const piece of ['[CLS]', ...pieces, '[SEP]']) {
    const add = direction(piece, dimensions)
    for (let i = 0; i < dimensions; i++) sum[i]! += add[i]!
  }
  return unit(sum)
}

/** Of norm 1, in the digits that a float32 has. */
export function unit(vector: readonly number[]): number[] {
  const norm = Math.hypot(...vector)
  return vector.map((x) => Number(Math.fround(x / norm).toPrecision(9)))
}
