import type { Measure } from '../../measured/measure-row.js'
import { meanOf } from '../../statistics/sums/moments.js'
import { answerMeasure, bestOf, meanNames } from './answer-measure.js'

const BERTSCORE =
  "as bert_score 0.3.13 on the encoder's last layer, without idf and rescaling (Zhang et al. 2020)"

/** Best or mean over the references for each part by itself, as bert_score. They read matches that the caller computed with an encoder. */
export const bertMeasures: readonly Measure[] = (['precision', 'recall', 'f1'] as const).flatMap((part) =>
  (['best', 'mean'] as const).map((how) => {
    const names = { tool: `bertscore.${part}` }
    return answerMeasure(
      {
        ...(how === 'best' ? names : meanNames(names)),
        needs: ['references', 'response', 'encoder'],
        definition: `BERTScore ${part} ${BERTSCORE}; ${how} over references.`,
      },
      ({ tokenMatches }) => {
        if (tokenMatches === undefined) return { reason: 'no encoder' }
        if ('reason' in tokenMatches) return tokenMatches
        const values = tokenMatches.map((match) => match[part])
        return how === 'best' ? bestOf(values) : meanOf(values)
      },
    )
  }),
)
