import type { CorpusMeasure, Measure } from '../../measured/measure-row.js'
import type { MeasuredItem, Unscored } from '../../measured/measured-item.js'
import { oncePerItem } from '../../measured/once-per-item.js'
import { meanOf } from '../../statistics/sums/moments.js'
import { addTer, isTooLongForTer, pooledTer, type TerCounts, terScore, terStatistics } from '../edits/ter.js'
import { answerMeasure } from './answer-measure.js'

const TER = 'TER as sacrebleu (Snover et al. 2006), edits per 100 words of the reference'
const EDITS = { direction: 'lower', best: 0, full: 100 } as const
const TOO_LONG: Unscored = { reason: 'a text of more than 6,000 words' }

/** Null if a text is too long. */
const countsOf = oncePerItem((response, references) =>
  isTooLongForTer([response, ...references]) ? null : terStatistics(response, references),
)

/** TER of one answer, in percent. */
export const terMeasures: readonly Measure[] = [
  terMeasure('ter', 'the fewest edits over the mean length of the references', (counts) =>
    terScore(pooledTer(counts)),
  ),
  terMeasure('ter@mean', 'mean over references', (counts) => meanOf(counts.map(terScore))),
  terMeasure('ter@min', 'least over references', (counts) => Math.min(...counts.map(terScore))),
]

/** TER over all rows, in percent. */
export const terCorpusMeasures: readonly CorpusMeasure[] = [
  {
    ...EDITS,
    tool: 'corpus.ter',
    definition: `${TER}; the counts of all rows are summed.`,
    open() {
      let sum: TerCounts | null = null
      let isComplete = true
      return {
        add(item) {
          const counts = countsOf(item)
          if (counts === null) isComplete = false
          else sum = sum === null ? pooledTer(counts) : addTer(sum, pooledTer(counts))
        },
        value: () => (isComplete ? terScore(sum!) : TOO_LONG),
      }
    },
  },
]

function terMeasure(tool: string, how: string, of: (counts: readonly TerCounts[]) => number): Measure {
  return answerMeasure({ ...EDITS, tool, definition: `${TER}; ${how}.` }, (item: MeasuredItem) => {
    const counts = countsOf(item)
    return counts === null ? TOO_LONG : of(counts)
  })
}
