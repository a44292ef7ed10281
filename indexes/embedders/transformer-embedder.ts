import { basename, resolve } from 'node:path'
import type { Tensor } from 'onnxruntime-node'
import type { Embedder } from './embedder.js'
import { modelInput, openOnnxModel, openTokenizer } from './onnx-model.js'
import { type PoolingMode, readEncoderFiles } from './sentence-encoder-files.js'

/**
 * Opens a local sentence encoder in transformers.js layout, with the tokenizer of transformers.js. A text that exceeds
 * `maxTokens` throws and is never silently cut. It runs one text at a time, because quantized weights give vectors that depend
 * on the other texts of a batch.
 * @throws InputError if the folder has no such encoder
 */
export async function openTransformerEmbedder(folder: string): Promise<Embedder> {
  const path = resolve(folder)
  const files = readEncoderFiles(path)
  const tokenizer = await openTokenizer(path)
  const { ort, session } = await openOnnxModel(files.onnx)
  const encode = (text: string): number[] => tokenizer.encode(text) as number[]
  const embedOne = async (text: string): Promise<Float32Array> => {
    const ids = encode(text)
    if (ids.length > files.maxTokens) {
      throw new Error(`a text of ${ids.length} tokens exceeds the ${files.maxTokens} of ${basename(path)}`)
    }
    const types = new Array<number>(ids.length).fill(0)
    const inputs = Object.fromEntries(
      session.inputNames.map((name) => [
        name,
        new ort.Tensor('int64', modelInput(name, ids, types), [1, ids.length]),
      ]),
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
        // A run blocks the thread, so let timers and signals run between two runs.
        await new Promise(setImmediate)
      }
      return vectors
    },
    // onnxruntime 1.14 frees a session with its last reference; it has no method to free one.
    async close() {},
  }
}

/** The unit vector of an output [1, tokens, dimensions], or [1, dimensions] if the model pools by itself. */
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
  return Float32Array.from(pooled, (value) => (norm === 0 ? 0 : value / norm))
}
