import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openStaticEmbedder } from '../../../indexes/embedders/static-embedder.js'
import { tinyId, tinyTokenizer } from '../../fixtures/tiny-encoder.js'

const TOKENS = 19
type Tensors = Record<string, { dtype: string; shape: number[]; bytes: Uint8Array }>

function writeModel(tensors: Tensors): string {
  const folder = mkdtempSync(join(tmpdir(), 'chartsift-static-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  let offset = 0
  const header: Record<string, unknown> = {}
  for (const [name, { dtype, shape, bytes }] of Object.entries(tensors)) {
    header[name] = { dtype, shape, data_offsets: [offset, offset + bytes.length] }
    offset += bytes.length
  }
  const json = Buffer.from(JSON.stringify(header))
  const length = Buffer.alloc(8)
  length.writeBigUInt64LE(BigInt(json.length))
  writeFileSync(
    join(folder, 'model.safetensors'),
    Buffer.concat([length, json, ...Object.values(tensors).map(({ bytes }) => bytes)]),
  )
  writeFileSync(join(folder, 'tokenizer.json'), JSON.stringify(tinyTokenizer()))
  writeFileSync(join(folder, 'config.json'), JSON.stringify({ model_type: 'model2vec', normalize: true }))
  return folder
}

const bytesOf = (array: Float32Array | Int8Array | Uint16Array | Float64Array | BigInt64Array) =>
  new Uint8Array(array.buffer)

/** Row of token t: [t, 1]. Small whole numbers, so that every number format holds them exactly. */
const ROWS = Array.from({ length: TOKENS }, (_, token) => [token, 1]).flat()
const F32: Tensors = {
  embeddings: { dtype: 'F32', shape: [TOKENS, 2], bytes: bytesOf(Float32Array.from(ROWS)) },
}

/** Unit vector of the sum of weight * [token, 1]. */
function expected(...tokens: readonly (readonly [number, number])[]): number[] {
  const x = tokens.reduce((sum, [token, weight]) => sum + weight * token, 0)
  const y = tokens.reduce((sum, [, weight]) => sum + weight, 0)
  return [x / Math.hypot(x, y), y / Math.hypot(x, y)]
}

async function vectorOf(tensors: Tensors, text: string): Promise<number[]> {
  const embedder = await openStaticEmbedder(writeModel(tensors), 'mine')
  const [vector] = await embedder.embed([text], 'query')
  return [...vector!]
}

function near(vector: readonly number[], values: readonly number[]): void {
  for (const [d, value] of vector.entries()) expect(value).toBeCloseTo(values[d]!, 6)
}

const chest = tinyId('chest')
const pain = tinyId('pain')

describe('a static embedder', () => {
  it('averages the rows of the tokens, without unknown ones, to unit length', async () => {
    near(await vectorOf(F32, 'Chest pain!'), expected([chest, 1], [pain, 1]))
  })

  it('reads float16, bfloat16 and int8 rows', async () => {
    // Halves of whole numbers up to 2048 are exact: sign 0, exponent, fraction, by Float32 truncation for bfloat16.
    const f16 = Uint16Array.from(ROWS, (value) => {
      if (value === 0) return 0
      const exponent = Math.floor(Math.log2(value))
      return ((exponent + 15) << 10) | Math.round((value / 2 ** exponent - 1) * 1024)
    })
    const bf16 = Uint16Array.from(ROWS, (value) => new Uint32Array(Float32Array.of(value).buffer)[0]! >>> 16)
    const kinds: [string, Uint8Array][] = [
      ['F16', bytesOf(f16)],
      ['BF16', bytesOf(bf16)],
      ['I8', bytesOf(Int8Array.from(ROWS))],
      ['F64', bytesOf(Float64Array.from(ROWS))],
    ]
    for (const [dtype, bytes] of kinds) {
      near(
        await vectorOf({ embeddings: { dtype, shape: [TOKENS, 2], bytes } }, 'chest pain'),
        expected([chest, 1], [pain, 1]),
      )
    }
  })

  it('multiplies by the weights and follows the mapping where the model has them', async () => {
    const weights = {
      dtype: 'F32',
      shape: [TOKENS],
      bytes: bytesOf(Float32Array.from({ length: TOKENS }, (_, t) => (t === pain ? 3 : 1))),
    }
    near(await vectorOf({ ...F32, weights }, 'chest pain'), expected([chest, 1], [pain, 3]))
    // Every token to row 2.
    const mapping = { dtype: 'I64', shape: [TOKENS], bytes: bytesOf(new BigInt64Array(TOKENS).fill(2n)) }
    near(await vectorOf({ ...F32, mapping }, 'chest pain'), expected([2, 1]))
  })

  it('gives zeros for a text without a known token', async () => {
    expect(await vectorOf(F32, '')).toEqual([0, 0])
    expect(await vectorOf(F32, '!!!')).toEqual([0, 0])
  })

  it('counts tokens and cuts no text', async () => {
    const embedder = await openStaticEmbedder(writeModel(F32), 'mine')
    expect(embedder.countTokens('chest pain, higher')).toBe(5)
    expect(embedder.maxTokens).toBe(Number.POSITIVE_INFINITY)
    expect(embedder.name).toBe('mine')
  })

  it('refuses a file that is no model, and numbers that are not finite', async () => {
    const open = (tensors: Tensors) => openStaticEmbedder(writeModel(tensors), 'mine')
    const broken = Float32Array.from(ROWS)
    broken[3] = Number.NaN
    await expect(open({ embeddings: { ...F32['embeddings']!, bytes: bytesOf(broken) } })).rejects.toThrow(
      "expected finite numbers in tensor 'embeddings'",
    )
    await expect(open({ vectors: F32['embeddings']! })).rejects.toThrow("expected a tensor 'embeddings'")
    await expect(open({ embeddings: { ...F32['embeddings']!, shape: [TOKENS, 3] } })).rejects.toThrow(
      'of another size than its shape says',
    )
    await expect(open({ embeddings: { ...F32['embeddings']!, dtype: 'F8' } })).rejects.toThrow(
      "tensor 'embeddings' of type F8",
    )
    const folder = writeModel(F32)
    writeFileSync(join(folder, 'model.safetensors'), 'short')
    await expect(openStaticEmbedder(folder, 'mine')).rejects.toThrow(
      'expected a safetensors file, found 5 bytes',
    )
    rmSync(join(folder, 'config.json'))
    await expect(openStaticEmbedder(folder, 'mine')).rejects.toThrow('expected config.json in')
  })
})
