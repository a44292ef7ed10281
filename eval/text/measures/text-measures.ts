import type { CorpusMeasure, Measure } from '../../measured/measure-row.js'
import { bertMeasures } from './bert-measures.js'
import { bleuCorpusMeasures, bleuMeasures } from './bleu-measures.js'
import { chrfCorpusMeasures, chrfMeasures } from './chrf-measures.js'
import { gleuMeasures } from './gleu-measures.js'
import { matchMeasures, squadMeasures } from './match-measures.js'
import { meteorMeasures, wordnetMeasures } from './meteor-measures.js'
import { rougeCorpusMeasures, rougeMeasures } from './rouge-measures.js'
import { terCorpusMeasures, terMeasures } from './ter-measures.js'

/** Measures of a response against its references. `chartsift measure` writes those with a tool's name in this order. */
export const textMeasures: readonly Measure[] = [
  ...rougeMeasures,
  ...bleuMeasures,
  ...chrfMeasures,
  ...terMeasures,
  ...gleuMeasures,
  ...meteorMeasures,
  ...squadMeasures,
  ...matchMeasures,
  ...wordnetMeasures,
  ...bertMeasures,
]

/** Every measure over all rows at once. */
export const corpusMeasures: readonly CorpusMeasure[] = [
  ...rougeCorpusMeasures,
  ...bleuCorpusMeasures,
  ...chrfCorpusMeasures,
  ...terCorpusMeasures,
]
