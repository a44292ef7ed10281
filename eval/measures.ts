import { chrf } from './chrf.js'
import { evidencePrecision, evidenceRecall, evidenceRecallLenient, utilisation } from './evidence.js'
import type { Measure } from './measure.js'
import { bestOverReferences, type PairMeasure } from './over-references.js'
import { rougeL } from './rouge-l.js'
import { exactMatch, tokenF1 } from './squad.js'

/** Every measure an experiment may name, by its name. */
export const measures: Readonly<Record<string, Measure>> = {
  'evidence-recall': evidenceRecall,
  'evidence-recall-lenient': evidenceRecallLenient,
  'evidence-precision': evidencePrecision,
  utilisation,
  'exact-answer': answerMeasure(
    'exact-answer',
    'SQuAD exact match: same tokens after lower-casing and deleting ASCII punctuation and articles; best over references.',
    1,
    exactMatch,
  ),
  'token-f1': answerMeasure('token-f1', 'SQuAD 2 token F1; best over references.', 1, tokenF1),
  'rouge-l': answerMeasure(
    'rouge-l',
    'ROUGE-L F1 as rouge-score without stemmer; best over references.',
    1,
    rougeL,
  ),
  chrf: answerMeasure(
    'chrf',
    'chrF as sacrebleu (character order 6, word order 0, beta 2), 0 to 100; best over references.',
    100,
    chrf,
  ),
}

function answerMeasure(name: string, definition: string, best: number, measure: PairMeasure): Measure {
  return {
    name,
    definition,
    best,
    of: (item) => {
      // Before the response: this reason is the same in every arm.
      if (item.references.length === 0) return { reason: 'no reference' }
      if (item.response === null) return { reason: item.responseReason ?? 'no response' }
      return bestOverReferences(measure, item.response, item.references)
    },
  }
}
