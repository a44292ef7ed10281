import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** `table`: a vector per token, row after row. `tokenizer`: the content of tokenizer.json. */
export type StaticModel = {
  readonly table: Float32Array
  readonly dimensions: number
  readonly tokenizer: unknown
  readonly config: Readonly<Record<string, unknown>>
}

/**
 * Writes a table in Model2Vec format, int8 with a scale per row: the scale is in `weights`, by which Model2Vec too
 * multiplies a token's row. Returns the sha256 of model.safetensors.
 */
export function writeStaticModel(
  folder: string,
  { table, dimensions, tokenizer, config }: StaticModel,
): string {
  mkdirSync(folder, { recursive: true })
  const { rows, scales } = quantiseRows(table, dimensions)
  const bytes = safetensors([
    { name: 'embeddings', dtype: 'I8', shape: [scales.length, dimensions], bytes: Buffer.from(rows.buffer) },
    { name: 'weights', dtype: 'F32', shape: [scales.length], bytes: Buffer.from(scales.buffer) },
  ])
  writeFileSync(join(folder, 'model.safetensors'), bytes)
  writeFileSync(join(folder, 'tokenizer.json'), `${JSON.stringify(tokenizer)}\n`)
  writeFileSync(join(folder, 'config.json'), `${JSON.stringify(config, null, 2)}\n`)
  return createHash('sha256').update(bytes).digest('hex')
}

/** Each row divided by its largest value / 127 and rounded. */
export function quantiseRows(
  table: Float32Array,
  dimensions: number,
): { rows: Int8Array; scales: Float32Array } {
  const rows = new Int8Array(table.length)
  const scales = new Float32Array(table.length / dimensions)
  for (let row = 0; row < scales.length; row++) {
    let largest = 0
    for (let d = 0; d < dimensions; d++) largest = Math.max(largest, Math.abs(table[row * dimensions + d]!))
    const scale = Math.fround(largest / 127)
    scales[row] = scale
    if (scale === 0) continue
    for (let d = 0; d < dimensions; d++)
      rows[row * dimensions + d] = Math.round(table[row * dimensions + d]! / scale)
  }
  return { rows, scales }
}

type Entry = {
  readonly name: string
  readonly dtype: string
  readonly shape: readonly number[]
  readonly bytes: Buffer
}

function safetensors(entries: readonly Entry[]): Buffer {
  let offset = 0
  const header: Record<string, unknown> = {}
  for (const { name, dtype, shape, bytes } of entries) {
    header[name] = { dtype, shape, data_offsets: [offset, offset + bytes.length] }
    offset += bytes.length
  }
  const json = JSON.stringify(header)
  // Padded with spaces so that the tensors begin at a multiple of eight.
  const text = Buffer.from(json.padEnd(Math.ceil(json.length / 8) * 8, ' '))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(text.length))
  return Buffer.concat([length, text, ...entries.map(({ bytes }) => bytes)])
}
