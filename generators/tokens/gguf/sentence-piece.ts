import { type ModelInfo, refusal, type Vocabulary } from './gguf-vocabulary.js'
import { scoredMerges } from './scored-merges.js'
import type { TokenizerParts } from './tokenizer-parts.js'

/** Stands for a blank in a SentencePiece vocabulary (U+2581). */
const BLANK = '\u2581'

/**
 * SentencePiece BPE ('llama'), as llama.cpp's llm_tokenizer_spm: the pair of neighbours whose joined token has the highest
 * score is merged first, over the whole text. Throws InputError where scores are missing or leave the order open.
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
  // llama.cpp: a blank before the text and before what follows a special token, unless the model says otherwise.
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
 * Cuts before a blank unless some token has a blank after the same character: no merge reaches over such a cut, so the
 * result is that of the whole text, and words can be remembered.
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
