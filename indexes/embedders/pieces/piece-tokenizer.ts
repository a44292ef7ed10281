import { z } from 'zod'
import { InputError } from '../../../base/errors/input-error.js'
import { WordPiece } from './wordpiece.js'

/** Cuts text into token ids, without special tokens. */
export type PieceTokenizer = {
  encode(text: string): readonly number[]
  /** The id of text that the vocabulary cannot spell; null if it can spell every text. */
  readonly unknownId: number | null
}

const bertSchema = z.object({
  model: z.object({
    type: z.literal('WordPiece').optional(),
    vocab: z.record(z.string(), z.number().int()),
    unk_token: z.string().default('[UNK]'),
    continuing_subword_prefix: z.string().default('##'),
    max_input_chars_per_word: z.number().int().positive().default(100),
  }),
  normalizer: z.object({
    type: z.literal('BertNormalizer'),
    clean_text: z.boolean().default(true),
    handle_chinese_chars: z.boolean().default(true),
    strip_accents: z.boolean().nullish(),
    lowercase: z.boolean().default(true),
  }),
  pre_tokenizer: z.object({ type: z.literal('BertPreTokenizer') }),
})

/**
 * The tokenizer of a tokenizer.json. A BERT tokenizer runs in our own code, which is three times as fast; any other kind
 * runs in transformers.js.
 * @throws InputError if the file is not a tokenizer
 */
export async function readPieceTokenizer(json: unknown, path: string): Promise<PieceTokenizer> {
  const bert = bertSchema.safeParse(json)
  if (bert.success) {
    const { model, normalizer } = bert.data
    return new WordPiece({
      vocabulary: new Map(Object.entries(model.vocab)),
      unknown: model.unk_token,
      prefix: model.continuing_subword_prefix,
      longestWord: model.max_input_chars_per_word,
      cleans: normalizer.clean_text,
      splitsChinese: normalizer.handle_chinese_chars,
      stripsAccents: normalizer.strip_accents ?? normalizer.lowercase,
      lowercases: normalizer.lowercase,
    })
  }
  const { PreTrainedTokenizer } = await import('./tokenizer-library.js')
  try {
    const tokenizer = new PreTrainedTokenizer(json, {})
    const unknown = tokenizer.model.unk_token_id as number | undefined
    return {
      encode: (text) => (text === '' ? [] : tokenizer.encode(text, null, { add_special_tokens: false })),
      unknownId: unknown ?? null,
    }
  } catch (error) {
    throw new InputError(
      `${path}: expected a tokenizer of the Hugging Face tokenizers library, found ${(error as Error).message}`,
    )
  }
}
