import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { InputError } from '../../base/errors/input-error.js'

const schema = z.looseObject({
  model: z.looseObject({
    vocab: z.record(z.string(), z.number().int()),
    continuing_subword_prefix: z.string().default('##'),
  }),
  normalizer: z.looseObject({ type: z.literal('BertNormalizer') }),
})

/** The student's tokenizer.json, and its tokens in the order of its ids; `text` is what the teacher reads for one. */
export type StudentVocabulary = {
  readonly tokenizer: unknown
  readonly tokens: readonly { readonly token: string; readonly text: string }[]
}

const KEPT = new Set(['[UNK]', '[PAD]'])
const FOREIGN = /(?!\p{Script=Latin}|\p{Script=Greek})\p{L}/u

/**
 * The teacher's WordPiece vocabulary without unused places, special tokens and tokens in scripts other than Latin and
 * Greek: each would take a table row, and no clinical note of the release has them.
 * @throws InputError for a teacher with another kind of tokenizer
 */
export function studentVocabulary(teacherFolder: string): StudentVocabulary {
  const path = join(teacherFolder, 'tokenizer.json')
  const parsed = schema.safeParse(JSON.parse(readFileSync(path, 'utf8')))
  if (!parsed.success)
    throw new InputError(`${path}: expected a BERT tokenizer (WordPiece) to distil from, found another`)
  const { model } = parsed.data
  const kept = Object.entries(model.vocab)
    .sort(([, a], [, b]) => a - b)
    .map(([token]) => token)
    .filter((token) => KEPT.has(token) || !(/^\[.*\]$/.test(token) && token.length > 1 && token !== '[]'))
    .filter((token) => !FOREIGN.test(token))
  const vocab = Object.fromEntries(kept.map((token, id) => [token, id]))
  const added = kept.filter((token) => KEPT.has(token))
  const tokenizer = {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: added.map((content) => ({
      id: vocab[content],
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: parsed.data.normalizer,
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: null,
    decoder: null,
    model: { ...model, vocab },
  }
  const prefix = model.continuing_subword_prefix
  const tokens = kept.map((token) => ({
    token,
    text: token.startsWith(prefix) && token.length > prefix.length ? token.slice(prefix.length) : token,
  }))
  return { tokenizer, tokens }
}
