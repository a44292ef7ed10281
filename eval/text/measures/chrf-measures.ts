import type { CorpusMeasure, Measure } from '../../measured/measure-row.js'
import type { MeasuredItem } from '../../measured/measured-item.js'
import { oncePerItem } from '../../measured/once-per-item.js'
import { addChrf, bestChrf, type ChrfCounts, chrfScore, chrfStatistics } from '../overlap/chrf.js'
import { answerMeasure, bestAndMean, bestOf } from './answer-measure.js'

const DEFINITIONS = {
  chrf: 'chrF as sacrebleu (character order 6, word order 0, beta 2; Popović 2015), 0 to 100',
  'chrf++': 'chrF++ as sacrebleu (character order 6, word order 2, beta 2; Popović 2017), 0 to 100',
} as const
const KINDS = ['chrf', 'chrf++'] as const
const POINTS = { direction: 'higher', best: 100, full: 100 } as const

const statisticsOf = oncePerItem(chrfStatistics)

/** chrF and chrF++ of one answer, in points. */
export const chrfMeasures: readonly Measure[] = KINDS.flatMap((kind) => {
  const singlesOf = (item: MeasuredItem) => statisticsOf(item)[kind].map(chrfScore)
  const row = { ...POINTS, definition: DEFINITIONS[kind] }
  return [
    ...bestAndMean({ ...row, name: kind, tool: kind }, singlesOf),
    answerMeasure(
      { ...row, tool: `${kind}@max`, definition: `${row.definition}; best over references.` },
      (item) => bestOf(singlesOf(item)),
    ),
  ]
})

/** chrF and chrF++ over all rows, in points. */
export const chrfCorpusMeasures: readonly CorpusMeasure[] = KINDS.map((kind) => ({
  ...POINTS,
  tool: `corpus.${kind}`,
  definition: `${DEFINITIONS[kind]}; the counts of the best reference of all rows are summed.`,
  open() {
    let sum: ChrfCounts | null = null
    return {
      add(item) {
        const best = bestChrf(statisticsOf(item)[kind])
        sum = sum === null ? best : addChrf(sum, best)
      },
      value: () => chrfScore(sum!),
    }
  },
}))
