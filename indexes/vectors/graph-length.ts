const HEADER = 96
const COUNT_AT = 16
const ELEMENT_SIZE_AT = 24
const LENGTH_BYTES = 4

/**
 * The length in bytes that a graph file of hnswlib must have according to its header and link lists. hnswlib reports no error
 * if the disk is full while it writes, and crashes when it reads an incomplete file.
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
