import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../../base/errors/input-error.js'
import type { Embedder } from './embedder.js'
import { type PieceTokenizer, readPieceTokenizer } from './pieces/piece-tokenizer.js'
import { readSafetensors, type Tensor } from './safetensors.js'

const FILES = ['config.json', 'tokenizer.json', 'model.safetensors'] as const

/** Whether a folder is in Model2Vec format, not that of a transformer. */
export function isStaticModel(folder: string): boolean {
  return existsSync(join(folder, 'model.safetensors')) && !existsSync(join(folder, 'onnx'))
}

/**
 * Opens a static embedder in Model2Vec format (github.com/MinishLab/model2vec): a text's vector is the mean of its
 * weighted token rows, scaled to unit length. Unknown tokens are left out. Rows may be float32,
 * float16 or int8; `weights` and `mapping` (token to row) are read if the model has them. Unlike Model2Vec, which cuts
 * texts at 512 tokens, this cuts none.
 * @throws InputError if a file is missing, a tensor has a wrong shape, or a number is not finite
 */
export async function openStaticEmbedder(folder: string, name: string): Promise<Embedder> {
  const hash = createHash('sha256')
  const [config, tokenizerFile, model] = FILES.map((file) => {
    const path = join(folder, file)
    if (!existsSync(path))
      throw new InputError(`expected ${file} in the embedder folder ${folder}, found none`)
    const bytes = readFileSync(path)
    hash.update(`${file} ${bytes.length}\n`).update(bytes)
    return bytes
  }) as [Buffer, Buffer, Buffer]
  parseJson(config, join(folder, 'config.json'))
  const tokenizerPath = join(folder, 'tokenizer.json')
  const tokenizer = await readPieceTokenizer(parseJson(tokenizerFile, tokenizerPath), tokenizerPath)
  const table = readTable(readSafetensors(model, join(folder, 'model.safetensors')), folder)
  return {
    name,
    hash: hash.digest('hex'),
    dimensions: table.dimensions,
    kind: 'static',
    maxTokens: Number.POSITIVE_INFINITY,
    countTokens: (text) => tokenizer.encode(text).length,
    embed: async (texts) => {
      const total = new Float64Array(table.dimensions)
      return texts.map((text) => pool(tokenizer.encode(text), tokenizer, table, total))
    },
    async close() {},
  }
}

type Table = {
  readonly dimensions: number
  readonly rows: Tensor['values']
  /** One weight per token. */
  readonly weights: Float32Array | null
  readonly mapping: Float32Array | null
}

function readTable(tensors: Map<string, Tensor>, folder: string): Table {
  const path = join(folder, 'model.safetensors')
  const rows = tensors.get('embeddings') ?? tensors.get('embedding.weight')
  if (rows === undefined || rows.shape.length !== 2 || rows.shape[1]! < 1) {
    throw new InputError(
      `${path}: expected a tensor 'embeddings' of rows and dimensions, found ${[...tensors.keys()].join(', ') || 'none'}`,
    )
  }
  const weights = tensors.get('weights')?.values ?? null
  const mapping = tensors.get('mapping')?.values ?? null
  const numbers: [string, Tensor['values'] | null][] = [
    ['embeddings', rows.values],
    ['weights', weights],
    ['mapping', mapping],
  ]
  for (const [name, values] of numbers) {
    if (values instanceof Float32Array && !values.every(Number.isFinite)) {
      throw new InputError(`${path}: expected finite numbers in tensor '${name}', found others`)
    }
  }
  const count = rows.shape[0]!
  if (mapping?.some((row) => row < 0 || row >= count)) {
    throw new InputError(`${path}: expected rows below ${count} in tensor 'mapping', found others`)
  }
  return {
    dimensions: rows.shape[1]!,
    rows: rows.values,
    weights: weights === null ? null : Float32Array.from(weights),
    mapping: mapping === null ? null : Float32Array.from(mapping),
  }
}

/** @param total a buffer for the sum, reused so that no text allocates one */
function pool(
  ids: readonly number[],
  tokenizer: PieceTokenizer,
  { dimensions, rows, weights, mapping }: Table,
  total: Float64Array,
): Float32Array {
  total.fill(0)
  const tokens = mapping?.length ?? rows.length / dimensions
  for (const id of ids) {
    if (id === tokenizer.unknownId || id >= tokens) continue
    const row = mapping === null ? id : mapping[id]!
    addRow(total, rows, row * dimensions, weights === null ? 1 : (weights[id] ?? 1))
  }
  let norm = 0
  for (let d = 0; d < dimensions; d++) norm += total[d]! * total[d]!
  const scale = norm > 0 ? 1 / Math.sqrt(norm) : 0
  const vector = new Float32Array(dimensions)
  for (let d = 0; d < dimensions; d++) vector[d] = total[d]! * scale
  return vector
}

/** Adds four values at a time, which halves the time of the loop that dominates indexing with a static embedder. */
function addRow(total: Float64Array, rows: Tensor['values'], at: number, weight: number): void {
  const fours = total.length - (total.length % 4)
  for (let d = 0; d < fours; d += 4) {
    total[d]! += weight * rows[at + d]!
    total[d + 1]! += weight * rows[at + d + 1]!
    total[d + 2]! += weight * rows[at + d + 2]!
    total[d + 3]! += weight * rows[at + d + 3]!
  }
  for (let d = fours; d < total.length; d++) total[d]! += weight * rows[at + d]!
}

function parseJson(bytes: Buffer, path: string): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    throw new InputError(`${path}: expected JSON, found something else`)
  }
}
