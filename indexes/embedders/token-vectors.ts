import { basename, resolve } from 'node:path'
import type { Tensor } from 'onnxruntime-node'
import { InputError } from '../../base/errors/input-error.js'
import { modelInput, openOnnxModel, openTokenizer } from './onnx-model.js'
import { readEncoderFiles } from './sentence-encoder-files.js'

/** Gives the vectors of a network's last layer for the tokens of a text. */
export type TokenEncoder = {
  readonly name: string
  /** sha256 over the model's own files. */
  readonly hash: string
  /** Longest text in tokens, including the special tokens around it. */
  readonly maxTokens: number
  /**
   * Vectors [tokens, dimensions] of unit length, row after row; isCounted is false for the tokens that the tokenizer adds
   * around every text ([CLS], [SEP]). Null if the text has more than maxTokens, because no text is cut.
   */
  encode(text: string): Promise<EncodedTokens | null>
}

/** Vectors of the tokens of a text, row after row; `isCounted` is false for special tokens. */
export type EncodedTokens = {
  readonly vectors: Float32Array
  readonly dimensions: number
  readonly isCounted: readonly boolean[]
}

/**
 * Opens a local BERT or sentence encoder in transformers.js layout; the pooling and prompts of its configuration are ignored.
 * It runs one text at a time, as in transformer-embedder.ts.
 * @throws InputError if the folder has no such encoder, or if its model does not give one vector per token
 */
export async function openTokenEncoder(folder: string): Promise<TokenEncoder> {
  const path = resolve(folder)
  const files = readEncoderFiles(path)
  const tokenizer = await openTokenizer(path)
  const { ort, session } = await openOnnxModel(files.onnx)
  const around = new Set(tokenizer.encode('') as number[])
  const output =
    ['last_hidden_state', 'token_embeddings'].find((name) => session.outputNames.includes(name)) ??
    session.outputNames[0]!
  const encode = async (text: string): Promise<EncodedTokens | null> => {
    const ids = tokenizer.encode(text.trim()) as number[]
    if (ids.length > files.maxTokens) return null
    const types = new Array<number>(ids.length).fill(0)
    const inputs = Object.fromEntries(
      session.inputNames.map((name) => [
        name,
        new ort.Tensor('int64', modelInput(name, ids, types), [1, ids.length]),
      ]),
    )
    const result = (await session.run(inputs))[output]!
    // A run blocks the thread, so let timers and signals run between two runs.
    await new Promise(setImmediate)
    if (result.dims.length !== 3 || result.dims[1] !== ids.length) {
      throw new InputError(
        `${files.onnx}: expected one vector per token, found an output of shape [${result.dims.join(', ')}]`,
      )
    }
    return { ...unitRows(result), isCounted: ids.map((id) => !around.has(id)) }
  }
  await encode('a')
  return {
    name: `${basename(path)}${files.isQuantised ? '-q8' : ''}`,
    hash: files.hash,
    maxTokens: files.maxTokens,
    encode,
  }
}

function unitRows({ data, dims }: Tensor): Pick<EncodedTokens, 'vectors' | 'dimensions'> {
  const dimensions = dims[2]!
  const vectors = Float32Array.from(data as Float32Array)
  for (let start = 0; start < vectors.length; start += dimensions) {
    const row = vectors.subarray(start, start + dimensions)
    const norm = Math.sqrt(row.reduce((sum, value) => sum + value * value, 0))
    if (norm > 0) for (let d = 0; d < dimensions; d += 1) row[d]! /= norm
  }
  return { vectors, dimensions }
}
