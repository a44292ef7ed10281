import { createRequire } from 'node:module'
import { basename, dirname } from 'node:path'
import type { PreTrainedTokenizer } from '@xenova/transformers'
import type { InferenceSession } from 'onnxruntime-node'
import { InputError } from '../../base/errors/input-error.js'

/** The tokenizer of a local folder in transformers.js layout. Downloads nothing. */
export async function openTokenizer(folder: string): Promise<PreTrainedTokenizer> {
  const { AutoTokenizer, env } = await import('./pieces/tokenizer-library.js')
  env.allowRemoteModels = false
  env.useFSCache = false
  env.localModelPath = dirname(folder)
  return AutoTokenizer.from_pretrained(basename(folder), { local_files_only: true })
}

/** A model that the runtime has loaded. */
export type OnnxModel = {
  readonly ort: typeof import('onnxruntime-node')
  readonly session: InferenceSession
}

/**
 * Opens a model from its path, because the runtime ignores thread options for a model in memory.
 * @throws InputError if the file is not a model
 */
export async function openOnnxModel(onnx: string): Promise<OnnxModel> {
  // Loaded only if a model is opened, because it is large.
  const ort = createRequire(import.meta.url)('onnxruntime-node') as typeof import('onnxruntime-node')
  try {
    const session = await ort.InferenceSession.create(onnx, {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionProviders: ['cpu'],
    })
    return { ort, session }
  } catch (error) {
    throw new InputError(
      `${onnx}: expected an ONNX model, found one that cannot be loaded (${(error as Error).message.slice(0, 120)})`,
    )
  }
}

/**
 * The tensor for the model input of this name, for one text.
 * @param types type of each token: 1 for tokens of a second text
 */
export function modelInput(name: string, ids: readonly number[], types: readonly number[]): BigInt64Array {
  switch (name) {
    case 'input_ids':
      return BigInt64Array.from(ids, BigInt)
    case 'attention_mask':
      return new BigInt64Array(ids.length).fill(1n)
    case 'token_type_ids':
      return BigInt64Array.from(types, BigInt)
    default:
      throw new InputError(`expected a model that reads token ids and masks, found input ${name}`)
  }
}
