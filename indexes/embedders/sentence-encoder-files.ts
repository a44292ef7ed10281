import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { InputError } from '../../base/errors/input-error.js'

/** How the vectors of tokens become one vector. */
export type PoolingMode = 'mean' | 'cls' | 'max'

/** What the files of an encoder folder say about how it is to be used. */
export type EncoderFiles = {
  readonly onnx: string
  readonly isQuantised: boolean
  /** Longest text in tokens, special ones included. */
  readonly maxTokens: number
  readonly pooling: PoolingMode
  readonly queryPrefix: string
  readonly passagePrefix: string
  /** sha256 over every file that decides a vector. */
  readonly hash: string
}

const modulesSchema = z.array(z.object({ path: z.string(), type: z.string() }))
const poolingSchema = z.object({
  pooling_mode_cls_token: z.boolean().default(false),
  pooling_mode_mean_tokens: z.boolean().default(false),
  pooling_mode_max_tokens: z.boolean().default(false),
  pooling_mode_mean_sqrt_len_tokens: z.boolean().default(false),
  pooling_mode_weightedmean_tokens: z.boolean().default(false),
  pooling_mode_lasttoken: z.boolean().default(false),
})
const length = z.number().positive().optional().catch(undefined)
/** The fields in which files of encoders state their longest text. */
export const lengthsSchema = z.object({
  max_seq_length: length,
  model_max_length: length,
  max_position_embeddings: length,
})
const promptsSchema = z.object({ prompts: z.record(z.string(), z.string()).default({}) })

/**
 * Reads the settings of a sentence-transformers model in transformers.js layout: fp32 before quantised weights,
 * pooling from modules.json and 1_Pooling (mean where neither is there), length from sentence_bert_config.json (else
 * tokenizer and model configuration), prefixes from config_sentence_transformers.json.
 * @throws InputError for a missing or unreadable file, or for modules between pooling and normalisation
 */
export function readEncoderFiles(folder: string): EncoderFiles {
  const hash = createHash('sha256')
  const json = (file: string): unknown => {
    const path = join(folder, file)
    if (!existsSync(path)) return undefined
    const bytes = readFileSync(path)
    hash.update(`${file} ${bytes.length}\n`).update(bytes)
    try {
      return JSON.parse(bytes.toString('utf8'))
    } catch {
      throw new InputError(`${path}: expected JSON, found something else`)
    }
  }
  const read = <T>(file: string, schema: z.ZodType<T>, given = json(file)): T => {
    const result = schema.safeParse(given ?? {})
    if (!result.success) throw new InputError(`${join(folder, file)}: ${z.prettifyError(result.error)}`)
    return result.data
  }
  for (const file of ['config.json', 'tokenizer.json', 'tokenizer_config.json']) {
    if (!existsSync(join(folder, file))) {
      throw new InputError(`expected ${file} in the encoder folder ${folder}, found none`)
    }
  }
  json('tokenizer.json')
  const isQuantised = !existsSync(join(folder, 'onnx', 'model.onnx'))
  const onnx = join(folder, 'onnx', isQuantised ? 'model_quantized.onnx' : 'model.onnx')
  if (!existsSync(onnx))
    throw new InputError(`expected onnx/model.onnx in the encoder folder ${folder}, found none`)
  hash.update(readFileSync(onnx))
  const modules = read('modules.json', modulesSchema.catch([]), json('modules.json') ?? [])
  const foreign = modules.find(({ type }) => !/\.(?:Transformer|Pooling|Normalize)$/.test(type))
  if (foreign !== undefined) {
    throw new InputError(
      `${folder}: expected transformer, pooling and normalisation, found module ${foreign.type}`,
    )
  }
  const poolingFile = join(
    modules.find(({ type }) => type.endsWith('.Pooling'))?.path ?? '1_Pooling',
    'config.json',
  )
  const pooling = json(poolingFile)
  const { prompts } = read('config_sentence_transformers.json', promptsSchema)
  return {
    onnx,
    isQuantised,
    maxTokens: maxTokensOf(
      ['sentence_bert_config.json', 'tokenizer_config.json', 'config.json'].map((file) =>
        read(file, lengthsSchema),
      ),
      folder,
    ),
    pooling:
      pooling === undefined ? 'mean' : poolingModeOf(read(poolingFile, poolingSchema, pooling), folder),
    queryPrefix: prompts['query'] ?? '',
    passagePrefix: prompts['passage'] ?? prompts['document'] ?? '',
    hash: hash.digest('hex'),
  }
}

/** Of sentence_bert_config.json, tokenizer_config.json and config.json: the first's, else the least of the others. */
export function maxTokensOf(lengths: readonly z.infer<typeof lengthsSchema>[], folder: string): number {
  const [sentences, tokenizer, model] = lengths.map(
    ({ max_seq_length: a, model_max_length: b, max_position_embeddings: c }) => a ?? b ?? c,
  )
  // The tokenizer's is 1e30 where nobody set it.
  const tokens =
    sentences ?? Math.min(tokenizer ?? Number.POSITIVE_INFINITY, model ?? Number.POSITIVE_INFINITY)
  if (!Number.isFinite(tokens) || tokens < 3) {
    throw new InputError(`expected the maximum text length in the configuration of ${folder}, found none`)
  }
  return tokens
}

function poolingModeOf(pooling: z.infer<typeof poolingSchema>, folder: string): PoolingMode {
  const on = Object.entries(pooling).flatMap(([key, value]) =>
    value ? [key.replace('pooling_mode_', '')] : [],
  )
  const modes: Record<string, PoolingMode> = { mean_tokens: 'mean', cls_token: 'cls', max_tokens: 'max' }
  const [only, ...more] = on
  const mode = only === undefined || more.length > 0 ? undefined : modes[only]
  if (mode === undefined) {
    throw new InputError(`${folder}: expected mean, cls or max pooling, found ${on.join(' and ') || 'none'}`)
  }
  return mode
}
