import { InputError } from '../../base/errors/input-error.js'
import { guessOf } from '../../base/text/did-you-mean.js'
import type { TokenCounter } from '../../base/token-counter.js'
import { tiktokenAtLeast, tiktokenCount } from './tiktoken/count.js'
import { type EncodingName, openEncoding } from './tiktoken/encoding.js'
import { tiktokenTail } from './tiktoken/tail.js'
import { tokenizerFolderCounter } from './tokenizer-folder-counter.js'

/**
 * Opens a token counter: 'cl100k' or 'o200k' (OpenAI's tiktoken), 'approx' (four characters per token, flagged
 * in every report), or a folder with the tokenizer.json of the model that will read the context.
 * @throws InputError if the spec names none of these
 */
export async function openTokenCounter(spec: string): Promise<TokenCounter> {
  if (spec === 'approx') return { name: 'approx', exact: false, count: (text) => Math.ceil(text.length / 4) }
  if (spec === 'cl100k' || spec === 'o200k') return tiktokenCounter(spec)
  if (spec.includes('/') || spec.startsWith('.')) return tokenizerFolderCounter(spec)
  throw new InputError(
    `expected a token counter (cl100k, o200k, approx, or a folder with tokenizer.json), found '${spec}'${guessOf(spec, ['cl100k', 'o200k', 'approx'])}`,
  )
}

function tiktokenCounter(name: EncodingName): TokenCounter {
  const encoding = openEncoding(name)
  return {
    name,
    identity: name,
    exact: true,
    count: tiktokenCount(encoding),
    atLeast: tiktokenAtLeast,
    tail: tiktokenTail(encoding),
  }
}
