import { TOKEN_TYPE, type Vocabulary } from './gguf-vocabulary.js'

/** An entry of tokenizer.json's `added_tokens`, which is found in a text before any other processing. */
export type AddedToken = {
  readonly id: number
  readonly content: string
  readonly single_word: false
  readonly lstrip: false
  readonly rstrip: boolean
  readonly normalized: false
  readonly special: boolean
}

/** Tokens that llama.cpp recognizes as control tokens by name, whatever their type (llama-vocab.cpp). */
const CONTROL_NAMES = new Set(
  (
    '<|eot_id|> <|im_end|> <|end|> <|return|> <|call|> <|flush|> <|calls|> <end_of_turn> <|endoftext|> </s> <|eom_id|> ' +
    '<EOT> _<EOT> [EOT] [EOS] <|end_of_text|> <end_of_utterance> <eos> <｜end▁of▁sentence｜> ' +
    '<|fim_prefix|> <fim-prefix> <fim_prefix> <｜fim▁begin｜> <PRE> ▁<PRE> <|code_prefix|> <|prefix|> ' +
    '<|fim_suffix|> <fim-suffix> <fim_suffix> <｜fim▁hole｜> <SUF> ▁<SUF> <|code_suffix|> <|suffix|> ' +
    '<|fim_middle|> <fim-middle> <fim_middle> <｜fim▁end｜> <MID> ▁<MID> <|code_middle|> <|middle|> ' +
    '<|fim_pad|> <fim-pad> <fim_pad> <PAD> [PAD] <|fim_repo|> <|repo_name|> <fim-repo> <REPO> <reponame> <|file_sep|>'
  ).split(' '),
)

/** After these, Phi-3 keeps blanks; after its other special tokens, llama.cpp drops them. */
const KEEPS_BLANKS = new Set(['<unk>', '<s>', '<|endoftext|>'])

/**
 * Gemma has 6,000 of these. transformers.js looks for every added token at every position of a text, and these
 * alone would make that twenty times slower. No chart contains one; a text that does is counted a few tokens too
 * high.
 */
const RESERVED = /^<unused\d+>$/

/**
 * The tokens that the server finds in raw text: control, user-defined and unknown ones. The longest (in bytes)
 * comes first, as llama.cpp searches for them.
 */
export function addedTokens({ tokens, types, generalName }: Vocabulary): readonly AddedToken[] {
  const dropsBlanks = generalName.includes('phi-3') || generalName.includes('phi3')
  return tokens
    .flatMap((content, id): AddedToken[] => {
      const isControl = types[id] === TOKEN_TYPE.control || CONTROL_NAMES.has(content)
      const isAdded = isControl || types[id] === TOKEN_TYPE.userDefined || types[id] === TOKEN_TYPE.unknown
      if (!isAdded || RESERVED.test(content)) return []
      const rstrip = dropsBlanks && !KEEPS_BLANKS.has(content)
      return [
        { id, content, single_word: false, lstrip: false, rstrip, normalized: false, special: isControl },
      ]
    })
    .sort((a, b) => Buffer.byteLength(b.content) - Buffer.byteLength(a.content) || a.id - b.id)
}
