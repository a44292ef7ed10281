import { remembered } from '../../base/remember.js'
import type { TokenMatch, Unscored } from '../../eval/measured/measured-item.js'
import { matchTokens, type TokenVectors } from '../../eval/text/words/token-matching.js'
import { openTokenEncoder } from '../../indexes/embedders/token-vectors.js'

// A text of 512 tokens takes 2 MB at 1,024 dimensions.
const MOST_TEXTS = 64

/** BERTScore by one encoder: values of two encoders cannot be compared, so the encoder's name and hash are part of them. */
export type BertScore = {
  readonly encoder: { readonly name: string; readonly sha256: string }
  /** One match per reference, or the reason if the model cannot read one of the texts in full. */
  matches(candidate: string, references: readonly string[]): Promise<readonly TokenMatch[] | Unscored>
}

/**
 * BERTScore over a local encoder's last layer, without idf and rescaling. bert_score uses a middle layer for the models that it
 * knows, and puts a space before RoBERTa's texts. Its values are the same for a BERT with `num_layers` set to all of its
 * layers, if transformers.js cuts a text into the same tokens, which it does except for some scripts (Japanese combining marks,
 * final sigma).
 * @param folder of an encoder in transformers.js layout
 * @throws InputError if the folder is no encoder
 */
export async function openBertScore(folder: string): Promise<BertScore> {
  const encoder = await openTokenEncoder(folder)
  const encode = remembered((text) => encoder.encode(text), MOST_TEXTS)
  return {
    encoder: { name: encoder.name, sha256: encoder.hash },
    async matches(candidate, references) {
      const vectors: TokenVectors[] = []
      for (const text of [candidate, ...references]) {
        const read = await encode(text)
        if (read === null)
          return { reason: `a text of more than the ${encoder.maxTokens} tokens that ${encoder.name} reads` }
        vectors.push(read)
      }
      const [own, ...others] = vectors
      return others.map((other) => matchTokens(own!, other))
    },
  }
}
