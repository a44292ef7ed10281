import { createRequire } from 'node:module'
import { Tiktoken } from 'tiktoken'
import { byteLetters } from '../../../../generators/tokens/gguf/byte-level-bpe.js'

/** Whole vocabularies take seconds to take apart; the lowest ranks of one are a vocabulary too. */
const MOST_TOKENS = 30_000

type Encoder = { readonly bpe_ranks: string; readonly pat_str: string }

/** The lowest ranks of one of OpenAI's encodings: as tiktoken takes them, and as a GGUF file would hold them. */
export function tiktokenVocabulary(name: 'cl100k_base' | 'o200k_base', pre: string) {
  const { bpe_ranks, pat_str } = createRequire(import.meta.url)(`tiktoken/encoders/${name}.json`) as Encoder
  // '! 0 <base64> <base64> ...', by rank.
  const encoded = bpe_ranks.split(' ').slice(2, 2 + MOST_TOKENS)
  const letters = byteLetters()
  const tokens = encoded.map((token) =>
    Array.from(Buffer.from(token, 'base64'), (byte) => letters[byte]).join(''),
  )
  const encoding = new Tiktoken(`! 0 ${encoded.join(' ')}`, {}, pat_str)
  return {
    tiktokenCount: (text: string): number => encoding.encode(text, [], []).length,
    modelInfo: {
      'tokenizer.ggml.model': 'gpt2',
      'tokenizer.ggml.pre': pre,
      'tokenizer.ggml.tokens': tokens,
      'tokenizer.ggml.merges': mergesOf(tokens),
    },
  }
}

/** For each token the two that it was merged of, found by merging its bytes with the lower ranks only. */
function mergesOf(tokens: readonly string[]): readonly string[] {
  const ranks = new Map(tokens.map((token, rank) => [token, rank]))
  return tokens.flatMap((token, rank) => {
    const parts = mergedBelow(token, rank, ranks)
    return parts.length === 2 ? [parts.join(' ')] : []
  })
}

function mergedBelow(token: string, limit: number, ranks: ReadonlyMap<string, number>): readonly string[] {
  const parts = Array.from(token)
  for (;;) {
    let best = limit
    let at = -1
    for (let i = 0; i + 1 < parts.length; i++) {
      const rank = ranks.get(parts[i]! + parts[i + 1]!) ?? limit
      if (rank >= best) continue
      best = rank
      at = i
    }
    if (at < 0) return parts
    parts.splice(at, 2, parts[at]! + parts[at + 1]!)
  }
}
