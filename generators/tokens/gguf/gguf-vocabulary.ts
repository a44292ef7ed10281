import { z } from 'zod'
import { InputError } from '../../../base/errors/input-error.js'

/** llama.cpp's numbers for the token types that are needed here. */
export const TOKEN_TYPE = { unknown: 2, control: 3, userDefined: 4 } as const

/** What a tokenizer of either kind is built from. `tokens` are unique and not empty; a token's id is its index. */
export type Vocabulary = {
  /** The model's name as the user wrote it, for messages. */
  readonly model: string
  /** 'general.name' in lower case; '' if there is none. */
  readonly generalName: string
  readonly tokens: readonly string[]
  /** llama.cpp's type of each token. */
  readonly types: readonly number[]
  readonly bos: string | null
  readonly eos: string | null
}

const id = z.number().int().nonnegative().nullish()
const schema = z.object({
  'general.name': z.string().nullish(),
  'tokenizer.ggml.model': z.string(),
  'tokenizer.ggml.pre': z.string().nullish(),
  'tokenizer.ggml.tokens': z.array(z.string()).min(1),
  'tokenizer.ggml.token_type': z.array(z.number().int()).nullish(),
  'tokenizer.ggml.merges': z.array(z.string()).nullish(),
  'tokenizer.ggml.scores': z.array(z.number()).nullish(),
  'tokenizer.ggml.add_space_prefix': z.boolean().nullish(),
  'tokenizer.ggml.bos_token_id': id,
  'tokenizer.ggml.eos_token_id': id,
})

/** The keys of /api/show's `model_info` that describe the tokenizer. */
export type ModelInfo = z.infer<typeof schema>

/**
 * Reads the keys that describe the tokenizer.
 * @throws InputError if one is missing or null, which is how a server answers without `verbose`
 */
export function parseModelInfo(modelInfo: unknown, model: string): ModelInfo {
  const parsed = schema.safeParse(modelInfo)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw refusal(model, 'all of its keys', `${issue?.path.join('.')}: ${issue?.message}`)
}

/**
 * The vocabulary of a model.
 * @throws InputError for what llama.cpp refuses to load too: a repeated token, or lists of unequal length
 */
export function vocabularyOf(info: ModelInfo, model: string): Vocabulary {
  // llama.cpp's name for an empty token.
  const tokens = info['tokenizer.ggml.tokens'].map((token, index) =>
    token === '' ? `[EMPTY_${index}]` : token,
  )
  const types = info['tokenizer.ggml.token_type'] ?? tokens.map(() => 1)
  if (types.length < tokens.length) {
    throw refusal(model, `a type for each of ${tokens.length} tokens`, `${types.length}`)
  }
  if (new Set(tokens).size < tokens.length) {
    throw refusal(model, 'each token once', `${tokens.length - new Set(tokens).size} of them again`)
  }
  const textOf = (token: number | null | undefined): string | null => tokens[token ?? -1] ?? null
  return {
    model,
    generalName: (info['general.name'] ?? '').toLowerCase(),
    tokens,
    types,
    bos: textOf(info['tokenizer.ggml.bos_token_id']),
    eos: textOf(info['tokenizer.ggml.eos_token_id']),
  }
}

/** An error that says which part of a model's vocabulary cannot be used. */
export function refusal(model: string, expected: string, found: string): InputError {
  return new InputError(
    `expected ${expected} in the vocabulary of '${model}', found ${found}: name the model's tokenizer folder instead`,
  )
}
