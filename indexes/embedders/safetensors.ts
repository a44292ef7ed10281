import { z } from 'zod'
import { InputError } from '../../base/errors/input-error.js'

/** A tensor with its values in row order. int8 and uint8 keep their type; all other types become float32. */
export type Tensor = {
  readonly shape: readonly number[]
  readonly values: Float32Array | Int8Array | Uint8Array
}

const LONGEST_HEADER = 100_000_000
const entrySchema = z.object({
  dtype: z.string(),
  shape: z.array(z.number().int().nonnegative()),
  data_offsets: z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()]),
})

const READERS: Record<
  string,
  { readonly size: number; read(view: DataView, count: number): Tensor['values'] }
> = {
  F64: {
    size: 8,
    read: (view, n) => Float32Array.from({ length: n }, (_, i) => view.getFloat64(i * 8, true)),
  },
  F32: {
    size: 4,
    read: (view, n) => Float32Array.from({ length: n }, (_, i) => view.getFloat32(i * 4, true)),
  },
  F16: {
    size: 2,
    read: (view, n) => Float32Array.from({ length: n }, (_, i) => halfFloat(view.getUint16(i * 2, true))),
  },
  BF16: {
    size: 2,
    read: (view, n) =>
      new Float32Array(Uint32Array.from({ length: n }, (_, i) => view.getUint16(i * 2, true) << 16).buffer),
  },
  I64: {
    size: 8,
    read: (view, n) => Float32Array.from({ length: n }, (_, i) => Number(view.getBigInt64(i * 8, true))),
  },
  I32: { size: 4, read: (view, n) => Float32Array.from({ length: n }, (_, i) => view.getInt32(i * 4, true)) },
  I8: { size: 1, read: (view, n) => new Int8Array(view.buffer.slice(view.byteOffset, view.byteOffset + n)) },
  U8: { size: 1, read: (view, n) => new Uint8Array(view.buffer.slice(view.byteOffset, view.byteOffset + n)) },
}

/**
 * Reads a safetensors file: eight bytes with the length of the header, a JSON header, the bytes of the tensors (little-endian).
 * @throws InputError if the header, a size or an offset does not fit the bytes
 */
export function readSafetensors(bytes: Buffer, path: string): Map<string, Tensor> {
  const refuse = (found: string): never => {
    throw new InputError(`${path}: expected a safetensors file, found ${found}`)
  }
  if (bytes.length < 8) refuse(`${bytes.length} bytes`)
  const headerLength = Number(bytes.readBigUInt64LE(0))
  if (headerLength > LONGEST_HEADER || 8 + headerLength > bytes.length)
    refuse('a header longer than the file')
  const header =
    parseHeader(bytes.toString('utf8', 8, 8 + headerLength)) ?? refuse('a header that is no JSON object')
  const start = 8 + headerLength
  const tensors = new Map<string, Tensor>()
  for (const [name, given] of Object.entries(header)) {
    if (name === '__metadata__') continue
    const entry = entrySchema.safeParse(given)
    if (!entry.success) return refuse(`tensor '${name}' without type, shape or place`)
    const {
      dtype,
      shape,
      data_offsets: [from, to],
    } = entry.data
    const reader = READERS[dtype] ?? refuse(`tensor '${name}' of type ${dtype}`)
    const count = shape.reduce((product, size) => product * size, 1)
    if (to - from !== count * reader.size || start + to > bytes.length)
      refuse(`tensor '${name}' of another size than its shape says`)
    const view = new DataView(bytes.buffer, bytes.byteOffset + start + from, to - from)
    tensors.set(name, { shape, values: reader.read(view, count) })
  }
  return tensors
}

function parseHeader(text: string): Record<string, unknown> | null {
  try {
    const json: unknown = JSON.parse(text)
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : null
  } catch {
    return null
  }
}

/** The value of an IEEE 754 binary16 number. */
function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 0x1f
  const fraction = bits & 0x3ff
  if (exponent === 0) return sign * 2 ** -14 * (fraction / 1024)
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN
  return sign * 2 ** (exponent - 15) * (1 + fraction / 1024)
}
