import type { CorpusMeasure, Measure } from '../../measured/measure-row.js'
import type { MeasuredItem } from '../../measured/measured-item.js'
import { oncePerItem } from '../../measured/once-per-item.js'
import { meanOf } from '../../statistics/sums/moments.js'
import { addBleu, type BleuCounts, bleuScore, bleuStatistics } from '../overlap/bleu.js'
import { answerMeasure, bestOf } from './answer-measure.js'

const SENTENCE =
  'Sentence BLEU as sacrebleu (13a, orders 1 to 4, exp smoothing, effective order; Papineni et al. 2002), 0 to 100'
const POINTS = { direction: 'higher', best: 100, full: 100 } as const

const statisticsOf = oncePerItem(bleuStatistics)
const lowercaseOf = oncePerItem((response, references) =>
  bleuStatistics(
    response.toLowerCase(),
    references.map((reference) => reference.toLowerCase()),
  ),
)
const singlesOf = (item: MeasuredItem) => statisticsOf(item).single.map((counts) => bleuScore(counts, true))

/** BLEU of one answer, in points. */
export const bleuMeasures: readonly Measure[] = [
  answerMeasure(
    {
      ...POINTS,
      name: 'bleu',
      tool: 'bleu',
      definition: `${SENTENCE}; several references are pooled, as sacrebleu does.`,
    },
    (item) => bleuScore(statisticsOf(item).pooled, true),
  ),
  answerMeasure(
    { ...POINTS, name: 'bleu-mean', tool: 'bleu@mean', definition: `${SENTENCE}; mean over references.` },
    (item) => meanOf(singlesOf(item)),
  ),
  answerMeasure({ ...POINTS, tool: 'bleu@max', definition: `${SENTENCE}; best over references.` }, (item) =>
    bestOf(singlesOf(item)),
  ),
]

/** BLEU over all rows, in points. */
export const bleuCorpusMeasures: readonly CorpusMeasure[] = [
  corpusBleu('corpus.bleu', '', statisticsOf),
  corpusBleu('corpus.bleu.lowercase', ' of texts in lower case', lowercaseOf),
]

function corpusBleu(tool: string, of: string, countsOf: typeof statisticsOf): CorpusMeasure {
  return {
    ...POINTS,
    tool,
    definition: `Corpus BLEU${of} as sacrebleu: the counts of all rows are summed (Papineni et al. 2002), 0 to 100.`,
    open() {
      let sum: BleuCounts | null = null
      return {
        add(item) {
          const { pooled } = countsOf(item)
          sum = sum === null ? pooled : addBleu(sum, pooled)
        },
        value: () => bleuScore(sum!, false),
      }
    },
  }
}
