import { createRequire } from 'node:module'
import { basename, dirname, resolve } from 'node:path'
import type { InferenceSession, Tensor } from 'onnxruntime-node'
import { InputError } from '../../corpus/input-error.js'
import type { Embedder } from '../embedder.js'
import { type PoolingMode, readEncoderFiles } from './sentence-encoder-files.js'

/**
 * Opens a local sentence encoder in transformers.js layout. The tokenizer is transformers.js's; the session is made
 * from the path, since only so are thread options honoured, and a text is never cut in silence: one that exceeds
 * `maxTokens` throws. One text at a time: quantised weights give a vector that depends on its batch mates.
 * @throws InputError for a folder that is no such encoder
 */
export async function openTransformerEmbedder(folder: string): Promise<Embedder> {
  const path = resolve(folder)
  const files = readEncoderFiles(path)
  const { AutoTokenizer, env } = await import('@xenova/transformers')
  env.allowRemoteModels = false
  env.useFSCache = false
  env.localModelPath = dirname(path)
  const tokenizer = await AutoTokenizer.from_pretrained(basename(path), { local_files_only: true })
  // Loaded only where a transformer is asked for.
  const ort = createRequire(import.meta.url)('onnxruntime-node') as typeof import('onnxruntime-node')
  const session = await openSession(ort.InferenceSession.create, files.onnx)
  const encode = (text: string): number[] => tokenizer.encode(text) as number[]
  const embedOne = async (text: string): Promise<Float32Array> => {
    const ids = encode(text)
    if (ids.length > files.maxTokens) {
      throw new Error(`a text of ${ids.length} tokens exceeds the ${files.maxTokens} of ${basename(path)}`)
    }
    const inputs = Object.fromEntries(
      session.inputNames.map((name) => [name, new ort.Tensor('int64', inputOf(name, ids), [1, ids.length])]),
    )
    const outputs = await session.run(inputs)
    return pool(outputs[session.outputNames[0]!]!, files.pooling)
  }
  const dimensions = (await embedOne('a')).length
  return {
    name: `${basename(path)}${files.isQuantised ? '-q8' : ''}`,
    hash: files.hash,
    dimensions,
    kind: 'encoder',
    maxTokens: files.maxTokens - Math.max(0, encode(files.passagePrefix).length - encode('').length),
    countTokens: (text) => encode(text).length,
    async embed(texts, role) {
      const prefix = role === 'query' ? files.queryPrefix : files.passagePrefix
      const vectors: Float32Array[] = []
      for (const text of texts) {
        vectors.push(text.trim() === '' ? new Float32Array(dimensions) : await embedOne(prefix + text))
        // A run blocks the thread; timers and signals get their turn between two.
        await new Promise(setImmediate)
      }
      return vectors
    },
    // onnxruntime 1.14 frees a session with its last reference; it has no call for it.
    async close() {},
  }
}

async function openSession(create: typeof InferenceSession.create, onnx: string): Promise<InferenceSession> {
  try {
    return await create(onnx, { intraOpNumThreads: 1, interOpNumThreads: 1, executionProviders: ['cpu'] })
  } catch (error) {
    throw new InputError(
      `${onnx}: expected an ONNX model, found one that cannot be loaded (${(error as Error).message.slice(0, 120)})`,
    )
  }
}

function inputOf(name: string, ids: readonly number[]): BigInt64Array {
  switch (name) {
    case 'input_ids':
      return BigInt64Array.from(ids, BigInt)
    case 'attention_mask':
      return new BigInt64Array(ids.length).fill(1n)
    case 'token_type_ids':
      return new BigInt64Array(ids.length)
    default:
      throw new InputError(`expected a model that reads token ids and masks, found input ${name}`)
  }
}

/** Of [1, tokens, dimensions], or of [1, dimensions] where the model pools by itself; brought to unit length. */
function pool(output: Tensor, mode: PoolingMode): Float32Array {
  const data = output.data as Float32Array
  const dimensions = output.dims[output.dims.length - 1]!
  const tokens = data.length / dimensions
  const pooled = new Float64Array(dimensions)
  for (let d = 0; d < dimensions; d++) {
    let value = data[d]!
    if (mode !== 'cls') {
      for (let t = 1; t < tokens; t++) {
        const next = data[t * dimensions + d]!
        value = mode === 'max' ? Math.max(value, next) : value + next
      }
    }
    pooled[d] = value
  }
  const norm = Math.sqrt(pooled.reduce((total, value) => total + value * value, 0))
  return Float32Array.from(pooled, (value) => (norm > 0 ? value / norm : 0))
}
