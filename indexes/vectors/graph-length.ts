const HEADER = 96
const COUNT_AT = 16
const ELEMENT_SIZE_AT = 24
const LENGTH_BYTES = 4

/**
 * Bytes that a graph file of hnswlib must have by its own header and link lists. Its writer says nothing if the disk is
 * full, and its reader crashes on what is missing.
 */
export function graphLength(bytes: Buffer): number {
  if (bytes.length < HEADER) return HEADER
  const count = Number(bytes.readBigUInt64LE(COUNT_AT))
  let at = HEADER + count * Number(bytes.readBigUInt64LE(ELEMENT_SIZE_AT))
  for (let i = 0; i < count && at + LENGTH_BYTES <= bytes.length; i++) {
    at += LENGTH_BYTES + bytes.readUInt32LE(at)
  }
  return at
}
