import { addedTokens } from './added-tokens.js'
import { byteLevelBpe } from './byte-level-bpe.js'
import { parseModelInfo, refusal, type Vocabulary, vocabularyOf } from './gguf-vocabulary.js'
import { sentencePiece } from './sentence-piece.js'
import type { TokenizerParts } from './tokenizer-parts.js'

const KINDS = { gpt2: byteLevelBpe, llama: sentencePiece } as const

/**
 * The text of tokenizer.json and tokenizer_config.json for a model whose vocabulary a server reports.
 * `modelInfo` is the `model_info` of Ollama's POST /api/show with `verbose: true`. Loaded with transformers.js,
 * they count as llama.cpp does. The same vocabulary gives the same bytes.
 * @throws InputError, which names `model`, if the vocabulary is missing, incomplete, or of a kind that may be
 * counted wrongly
 */
export function tokenizerFiles(
  modelInfo: unknown,
  model: string,
): { readonly tokenizerJson: string; readonly tokenizerConfigJson: string } {
  const info = parseModelInfo(modelInfo, model)
  const kind = info['tokenizer.ggml.model']
  if (kind !== 'gpt2' && kind !== 'llama') {
    throw refusal(model, `the kind ${Object.keys(KINDS).join(' or ')}`, `'${kind}'`)
  }
  const vocabulary = vocabularyOf(info, model)
  return {
    tokenizerJson: JSON.stringify(tokenizerOf(vocabulary, KINDS[kind](info, vocabulary))),
    tokenizerConfigJson: JSON.stringify({
      // The base class, because Llama's own class would replace the normalizers.
      tokenizer_class: 'PreTrainedTokenizerFast',
      clean_up_tokenization_spaces: false,
      bos_token: vocabulary.bos,
      eos_token: vocabulary.eos,
    }),
  }
}

function tokenizerOf(vocabulary: Vocabulary, parts: TokenizerParts): object {
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: addedTokens(vocabulary),
    normalizer: {
      type: 'Sequence',
      // Half of a surrogate pair reaches the server as U+FFFD.
      normalizers: [
        { type: 'Replace', pattern: { Regex: '\\p{Cs}' }, content: '\uFFFD' },
        ...parts.normalizers,
      ],
    },
    pre_tokenizer: { type: 'Sequence', pretokenizers: parts.preTokenizers },
    post_processor: null,
    decoder: null,
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: parts.byteFallback,
      ignore_merges: parts.ignoreMerges,
      vocab: Object.fromEntries(vocabulary.tokens.map((token, id) => [token, id])),
      merges: parts.merges,
    },
  }
}
