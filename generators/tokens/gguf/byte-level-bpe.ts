import { type ModelInfo, refusal, type Vocabulary } from './gguf-vocabulary.js'
import { PRE_TOKENIZERS } from './pre-tokenizers.js'
import { javaScriptPattern } from './split-pattern.js'
import type { TokenizerParts } from './tokenizer-parts.js'

/** Whether a byte can occur in UTF-8 text. Vocabularies may lack the others. */
const isUtf8Byte = (byte: number): boolean => byte < 0xc0 || (byte > 0xc1 && byte < 0xf5)

/**
 * Byte-level BPE ('gpt2'): the pre-tokenizer's patterns split a text into words, whose bytes become letters that
 * are merged by rank.
 * @throws InputError for an unknown pre-tokenizer, and for merges that lead out of the vocabulary
 */
export function byteLevelBpe(info: ModelInfo, vocabulary: Vocabulary): TokenizerParts {
  // llama.cpp uses 'default' if a model names none.
  const name = info['tokenizer.ggml.pre'] || 'default'
  const pre = PRE_TOKENIZERS.get(name)
  const { model } = vocabulary
  if (pre === undefined) throw refusal(model, 'a known pre-tokenizer', `'${name}'`)
  const known = new Set(vocabulary.tokens)
  return {
    normalizers: [],
    preTokenizers: [
      ...pre.patterns.map((pattern) => split(javaScriptPattern(pattern), false)),
      { type: 'ByteLevel', add_prefix_space: false, trim_offsets: false, use_regex: false },
      ...withoutMissingBytes(known),
    ],
    merges: mergesOf(info, known, model),
    byteFallback: false,
    ignoreMerges: pre.ignoresMerges,
  }
}

function mergesOf(info: ModelInfo, known: ReadonlySet<string>, model: string): readonly string[] {
  const merges = info['tokenizer.ggml.merges'] ?? []
  if (merges.length === 0) throw refusal(model, 'merges', 'none')
  for (const merge of merges) {
    const space = merge.indexOf(' ', 1)
    if (space === -1 || merge.includes(' ', space + 1) || !known.has(merge.replace(' ', ''))) {
      throw refusal(model, 'merges of two tokens into a token', `'${merge}'`)
    }
  }
  // If a merge occurs twice, the first one counts; transformers.js would use the last.
  return [...new Set(merges)]
}

/** llama.cpp drops a byte that has no token, but it still separates its neighbors. */
function withoutMissingBytes(known: ReadonlySet<string>): readonly object[] {
  const missing = byteLetters().filter((letter, byte) => isUtf8Byte(byte) && !known.has(letter))
  if (missing.length === 0) return []
  const codes = missing.map((letter) => `\\u{${letter.codePointAt(0)?.toString(16)}}`)
  return [split(`[^${codes.join('')}]+`, true)]
}

/** The letter for each of the 256 bytes in a byte-level vocabulary (GPT-2's table). */
export function byteLetters(): readonly string[] {
  let unprintable = 0
  return Array.from({ length: 256 }, (_, byte) => {
    const isPrinted = (byte > 32 && byte < 127) || (byte > 160 && byte !== 173)
    return String.fromCharCode(isPrinted ? byte : 256 + unprintable++)
  })
}

function split(pattern: string, keepsMatchesOnly: boolean): object {
  return {
    type: 'Split',
    pattern: { Regex: pattern },
    behavior: keepsMatchesOnly ? 'Removed' : 'Isolated',
    invert: keepsMatchesOnly,
  }
}
