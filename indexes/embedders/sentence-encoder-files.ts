import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { InputError } from '../../base/errors/input-error.js'

/** How token vectors are combined into one vector. */
export type PoolingMode = 'mean' | 'cls' | 'max'

/** The settings in the files of an encoder folder. */
export type EncoderFiles = {
  readonly onnx: string
  readonly isQuantised: boolean
  /** Longest text in tokens, including special tokens. */
  readonly maxTokens: number
  readonly pooling: PoolingMode
  readonly queryPrefix: string
  readonly passagePrefix: string
  /** sha256 over every file that affects a vector. */
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
/** The fields of encoder files that give the length of the longest text. */
export const lengthsSchema = z.object({
  max_seq_length: length,
  model_max_length: length,
  max_position_embeddings: length,
})
const promptsSchema = z.object({ prompts: z.record(z.string(), z.string()).default({}) })

/**
 * Reads the settings of a sentence-transformers model in transformers.js layout. It prefers fp32 to quantized weights, and
 * takes pooling from modules.json and 1_Pooling (mean if neither exists), the length from sentence_bert_config.json (else from
 * the configurations of tokenizer and model), and prefixes from config_sentence_transformers.json.
 * @throws InputError if a file is missing or unreadable, or if there is a module between pooling and normalization
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

/** The limit in sentence_bert_config.json, else the smaller one of tokenizer_config.json and config.json. */
export function maxTokensOf(lengths: readonly z.infer<typeof lengthsSchema>[], folder: string): number {
  const [sentences, tokenizer, model] = lengths.map(
    ({ max_seq_length: a, model_max_length: b, max_position_embeddings: c }) => a ?? b ?? c,
  )
  // The limit of a tokenizer is 1e30 if nobody set it.
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
