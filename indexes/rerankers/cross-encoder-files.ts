import { createHash } from 'node:crypto'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { InputError } from '../../base/errors/input-error.js'
import { lengthsSchema, maxTokensOf } from '../embedders/sentence-encoder-files.js'

/** The files of a reranker. */
export type CrossEncoderFiles = {
  readonly onnx: string
  readonly isQuantised: boolean
  /** Longest pair in tokens, including special tokens. */
  readonly maxTokens: number
  /** sha256 over every file that affects a score. */
  readonly hash: string
}

const CONFIGURATION = ['config.json', 'tokenizer.json', 'tokenizer_config.json'] as const

/**
 * Reads the folder of a cross-encoder in transformers.js layout. It prefers fp32 to quantized weights, and takes the length of
 * the longest pair from the configurations of tokenizer and model.
 * @throws InputError if this is not a folder, or if a file is missing or unreadable
 */
export function readCrossEncoderFiles(folder: string): CrossEncoderFiles {
  if (!existsSync(folder) || !statSync(folder).isDirectory()) {
    throw new InputError(`expected the folder of a cross-encoder, found none at ${folder}`)
  }
  const hash = createHash('sha256')
  const json = CONFIGURATION.map((file) => {
    const path = join(folder, file)
    if (!existsSync(path))
      throw new InputError(`expected ${file} in the reranker folder ${folder}, found none`)
    const bytes = readFileSync(path)
    hash.update(`${file} ${bytes.length}\n`).update(bytes)
    try {
      return JSON.parse(bytes.toString('utf8')) as unknown
    } catch {
      throw new InputError(`${path}: expected JSON, found something else`)
    }
  })
  const isQuantised = !existsSync(join(folder, 'onnx', 'model.onnx'))
  const onnx = join(folder, 'onnx', isQuantised ? 'model_quantized.onnx' : 'model.onnx')
  if (!existsSync(onnx)) {
    throw new InputError(
      `expected onnx/model.onnx or onnx/model_quantized.onnx in the reranker folder ${folder}, found none`,
    )
  }
  hash.update(readFileSync(onnx))
  const [model, , tokenizer] = json.map((one) => lengthsSchema.catch({}).parse(one))
  return {
    onnx,
    isQuantised,
    maxTokens: maxTokensOf([{}, tokenizer!, model!], folder),
    hash: hash.digest('hex'),
  }
}
