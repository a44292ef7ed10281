import { type ModelInfo, refusal, type Vocabulary } from './gguf-vocabulary.js'
import { scoredMerges } from './scored-merges.js'
import type { TokenizerParts } from './tokenizer-parts.js'

/** The blank in a SentencePiece vocabulary (U+2581). */
const BLANK = '\u2581'

/**
 * SentencePiece BPE ('llama'), as in llama.cpp's llm_tokenizer_spm: of all neighbors in the text, the pair whose
 * joined token has the highest score merges first.
 * @throws InputError if scores are missing or leave the order open
 */
export function sentencePiece(info: ModelInfo, vocabulary: Vocabulary): TokenizerParts {
  const scores = info['tokenizer.ggml.scores'] ?? []
  if (scores.length < vocabulary.tokens.length) {
    throw refusal(
      vocabulary.model,
      `a score for each of ${vocabulary.tokens.length} tokens`,
      `${scores.length}`,
    )
  }
  // llama.cpp adds a blank before the text and after a special token, unless the model says otherwise.
  const prepends = info['tokenizer.ggml.add_space_prefix'] ?? true
  return {
    normalizers: [
      ...(prepends ? [{ type: 'Prepend', prepend: BLANK }] : []),
      { type: 'Replace', pattern: { String: ' ' }, content: BLANK },
    ],
    preTokenizers: [words(vocabulary.tokens)],
    merges: scoredMerges(vocabulary, scores),
    byteFallback: true,
    ignoreMerges: false,
  }
}

/**
 * Splits before a blank unless some token has a blank after the same character. No merge crosses such a split,
 * so the result is that of the whole text, and words can be cached.
 */
function words(tokens: readonly string[]): object {
  const joined = new Set([BLANK])
  for (const token of tokens) {
    for (const [, before] of token.matchAll(/(.)(?=\u2581)/gsu)) joined.add(before as string)
  }
  const codes = [...joined].sort().map((char) => `\\u{${char.codePointAt(0)?.toString(16)}}`)
  return {
    type: 'Split',
    pattern: { Regex: `(?<=[^${codes.join('')}])(?=${BLANK})` },
    behavior: 'Isolated',
    invert: false,
  }
}
