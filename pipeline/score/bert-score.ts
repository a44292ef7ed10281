import { remembered } from '../../base/remember.js'
import type { ValueLine } from '../../eval/measured/value-line.js'
import { overReferences } from '../../eval/text/matches/over-references.js'
import { matchTokens, type TokenVectors } from '../../eval/text/words/token-matching.js'
import { openTokenEncoder } from '../../indexes/embedders/token-vectors.js'

// A text of 512 tokens in 1,024 dimensions takes 2 MB.
const MOST_TEXTS = 64
const PARTS = ['precision', 'recall', 'f1'] as const

/** Without a suffix the best over the references, for each of the three by itself, as bert_score 0.3.13. */
export const bertScoreNames: readonly string[] = PARTS.flatMap((part) => [
  `bertscore.${part}`,
  `bertscore.${part}@mean`,
])

/** BERTScore by one encoder: values by two encoders cannot be compared, so its name and hash belong to them. */
export type BertScore = {
  readonly encoder: { readonly name: string; readonly sha256: string }
  /** Every name of `bertScoreNames`: null with the reason where the model cannot read one of the texts whole. */
  row(candidate: string | null, references: readonly string[]): Promise<ValueLine[]>
}

/**
 * BERTScore over a local encoder's last layer, without idf and rescaling. bert_score takes a layer between for the models that it
 * knows, and puts a space before RoBERTa's texts; its values are the same where `num_layers` is all of a BERT's and transformers.js
 * cuts a text into the same tokens, as it does but for some scripts (Japanese combining marks, final sigma).
 * @param folder of an encoder in transformers.js layout
 * @throws InputError for a folder that is none
 */
export async function openBertScore(folder: string): Promise<BertScore> {
  const encoder = await openTokenEncoder(folder)
  const encode = remembered((text) => encoder.encode(text), MOST_TEXTS)
  return {
    encoder: { name: encoder.name, sha256: encoder.hash },
    async row(candidate, references) {
      if (references.length === 0) return unscored('no reference')
      if (candidate === null) return unscored('no candidate')
      const vectors: TokenVectors[] = []
      for (const text of [candidate, ...references]) {
        const read = await encode(text)
        if (read === null)
          return unscored(`a text of more than the ${encoder.maxTokens} tokens that ${encoder.name} reads`)
        vectors.push(read)
      }
      const [own, ...others] = vectors
      const matches = others.map((other) => matchTokens(own!, other))
      return PARTS.flatMap((part) => {
        const values = matches.map((match) => match[part])
        return [
          { measure: `bertscore.${part}`, value: overReferences.best(values), reason: null },
          { measure: `bertscore.${part}@mean`, value: overReferences.mean(values), reason: null },
        ]
      })
    },
  }
}

function unscored(reason: string): ValueLine[] {
  return bertScoreNames.map((measure) => ({ measure, value: null, reason }))
}
