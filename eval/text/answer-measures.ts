import { remembered } from '../../base/remember.js'
import type { Measure } from '../measured/measured-item.js'
import { dateMatch } from './matches/date-match.js'
import { normalisedMatch } from './matches/normalised-match.js'
import { asWritten, numericMatch, within5Percent } from './matches/numeric-match.js'
import { overReferences } from './matches/over-references.js'
import { bleuScore, bleuStatistics } from './overlap/bleu.js'
import { chrfScore, chrfStatistics } from './overlap/chrf.js'
import { gleu } from './overlap/gleu.js'
import { meteor, meteorTokens } from './overlap/meteor.js'
import { type RougeType, rouge } from './overlap/rouge.js'
import { exactMatch, tokenF1 } from './squad.js'
import { unicodeRougeTokens } from './words/tokenize.js'
import { treebankTokens } from './words/treebank.js'

/** A value of one candidate against one reference; null where the reference has nothing of what is measured. */
type PairMeasure = (candidate: string, reference: string) => number | null

const tokensOf = remembered(meteorTokens(treebankTokens))

const rougeF1 =
  (type: RougeType): PairMeasure =>
  (candidate, reference) =>
    rouge(candidate, reference, 'plain')[type].f1

const unicodeRougeF1 =
  (type: RougeType): PairMeasure =>
  (candidate, reference) =>
    unicodeRougeTokens(reference).length === 0 ? null : rouge(candidate, reference, 'unicode')[type].f1

const UNICODE =
  'tokens of every script: runs of letters and numbers, single letters in scripts without spaces between words; own definition'
const NO_LETTER = 'no reference with a letter or a number'

const BLEU =
  'Sentence BLEU as sacrebleu (13a, orders 1 to 4, exp smoothing, effective order; Papineni et al. 2002), 0 to 100'
const [, meanBleu] = answerMeasure('bleu', BLEU, 100, (candidate, reference) =>
  bleuScore(bleuStatistics(candidate, [reference]).pooled, true),
)
const pooledBleu: Measure = {
  name: 'bleu',
  definition: `${BLEU}; several references are pooled, as sacrebleu does.`,
  best: 100,
  of({ references, response, responseReason }) {
    if (references.length === 0) return { reason: 'no reference' }
    if (response === null) return { reason: responseReason ?? 'no response' }
    return bleuScore(bleuStatistics(response, references).pooled, true)
  },
}

/** Measures of a response against its references: the best value over these, and with '-mean' the mean. */
export const answerMeasures: Readonly<Record<string, Measure>> = Object.fromEntries(
  [
    ...answerMeasure(
      'exact-answer',
      'SQuAD exact match (Rajpurkar et al. 2016): same tokens after lower-casing and deleting ASCII punctuation and articles',
      1,
      exactMatch,
    ),
    ...answerMeasure(
      'normalised-answer',
      "Same text except for case, accents, punctuation, articles, white space and number formats; own definition, which distinguishes '5.4' from '54'",
      1,
      normalisedMatch,
    ),
    ...answerMeasure('token-f1', 'SQuAD 2 token F1 (Rajpurkar et al. 2018)', 1, tokenF1),
    ...answerMeasure(
      'numeric-match',
      '1 if the response names every number of the reference within half of its last digit, in a unit of the same kind if both name one (converted), otherwise 0; own definition, references without a number are ignored',
      1,
      (candidate, reference) => numericMatch(candidate, reference, asWritten),
      'no reference with a number',
    ),
    ...answerMeasure(
      'numeric-match-5',
      'As numeric-match, within 5 %, the tolerance of MedCalc-Bench (Khandekar et al. 2024)',
      1,
      (candidate, reference) => numericMatch(candidate, reference, within5Percent),
      'no reference with a number',
    ),
    ...answerMeasure(
      'date-match',
      '1 if the response names every date of the reference, at least as precisely and in any form (ISO or as clinicians write it, month before day), otherwise 0; own definition, references without a date are ignored',
      1,
      dateMatch,
      'no reference with a date',
    ),
    ...answerMeasure('rouge-1', 'ROUGE-1 F1 as rouge-score without stemmer (Lin 2004)', 1, rougeF1('rouge1')),
    ...answerMeasure('rouge-2', 'ROUGE-2 F1 as rouge-score without stemmer (Lin 2004)', 1, rougeF1('rouge2')),
    ...answerMeasure('rouge-l', 'ROUGE-L F1 as rouge-score without stemmer (Lin 2004)', 1, rougeF1('rougeL')),
    ...answerMeasure(
      'rouge-lsum',
      'ROUGE-Lsum F1 as rouge-score without stemmer, lines as sentences (Lin 2004)',
      1,
      rougeF1('rougeLsum'),
    ),
    ...answerMeasure('rouge-1-unicode', `ROUGE-1 F1 over ${UNICODE}`, 1, unicodeRougeF1('rouge1'), NO_LETTER),
    ...answerMeasure('rouge-2-unicode', `ROUGE-2 F1 over ${UNICODE}`, 1, unicodeRougeF1('rouge2'), NO_LETTER),
    ...answerMeasure('rouge-l-unicode', `ROUGE-L F1 over ${UNICODE}`, 1, unicodeRougeF1('rougeL'), NO_LETTER),
    ...answerMeasure(
      'rouge-lsum-unicode',
      `ROUGE-Lsum F1, lines as sentences, over ${UNICODE}`,
      1,
      unicodeRougeF1('rougeLsum'),
      NO_LETTER,
    ),
    pooledBleu,
    meanBleu,
    ...answerMeasure(
      'chrf',
      'chrF as sacrebleu (character order 6, word order 0, beta 2; Popović 2015), 0 to 100',
      100,
      (candidate, reference) => chrfScore(chrfStatistics(candidate, [reference]).chrf[0]!),
    ),
    ...answerMeasure(
      'chrf++',
      'chrF++ as sacrebleu (character order 6, word order 2, beta 2; Popović 2017), 0 to 100',
      100,
      (candidate, reference) => chrfScore(chrfStatistics(candidate, [reference])['chrf++'][0]!),
    ),
    ...answerMeasure(
      'gleu',
      'Sentence GLEU as NLTK (orders 1 to 4, tokens between white space, case kept; Wu et al. 2016)',
      1,
      (candidate, reference) => gleu(candidate, [reference])[0]!,
    ),
    ...answerMeasure(
      'meteor-exact-stem',
      'METEOR as NLTK on Treebank tokens, modules exact and stem, without synonyms (Lavie and Agarwal 2007); identical texts stay below 1',
      1,
      (candidate, reference) => meteor(tokensOf(candidate), tokensOf(reference)),
    ),
  ].map((measure) => [measure.name, measure]),
)

function answerMeasure(
  name: string,
  definition: string,
  best: number,
  pair: PairMeasure,
  nothing = 'no reference',
): [best: Measure, mean: Measure] {
  const of =
    (combine: 'best' | 'mean'): Measure['of'] =>
    (item) => {
      // Before the response: these reasons are the same in every arm.
      if (item.references.length === 0) return { reason: 'no reference' }
      const values = item.references.flatMap((reference) => pair(item.response ?? '', reference) ?? [])
      if (values.length === 0) return { reason: nothing }
      if (item.response === null) return { reason: item.responseReason ?? 'no response' }
      return overReferences[combine](values)
    }
  return [
    { name, definition: `${definition}; best over references.`, best, of: of('best') },
    { name: `${name}-mean`, definition: `${definition}; mean over references.`, best, of: of('mean') },
  ]
}
