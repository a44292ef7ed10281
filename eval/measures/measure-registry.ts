import { abstentionMeasures } from '../answers/abstention-measures.js'
import { faithfulnessMeasures } from '../answers/faithfulness-measures.js'
import { severityMeasure } from '../answers/severity-measure.js'
import { answerInContext } from '../context/answer-in-context.js'
import { citationMeasures } from '../context/citation-measures.js'
import { documentMeasures } from '../context/document-ranking.js'
import { evidenceAge } from '../context/evidence-age.js'
import {
  evidencePrecision,
  evidenceRecall,
  evidenceRecallF1,
  evidenceRecallGraded,
  evidenceRecallLenient,
  utilisation,
} from '../context/evidence-measures.js'
import { evidencePosition } from '../context/evidence-position.js'
import { redundancy } from '../context/redundancy.js'
import { judgeMeasures } from '../jury/judge-measures.js'
import type { Measure, MeasureFacts } from '../measured/measure-row.js'
import { rankingMeasures } from '../retrieval/ranking-measures.js'
import { corpusMeasures, textMeasures } from '../text/measures/text-measures.js'

/** Every measure of an item. Whatever a command lists, checks, opens or prints about measures follows from these rows. */
export const itemMeasures: readonly Measure[] = [
  evidenceRecall,
  evidenceRecallLenient,
  evidenceRecallF1,
  evidenceRecallGraded,
  evidencePrecision,
  ...documentMeasures,
  answerInContext,
  redundancy,
  evidenceAge,
  evidencePosition,
  utilisation,
  ...citationMeasures,
  ...textMeasures,
  ...abstentionMeasures,
  ...faithfulnessMeasures,
  severityMeasure,
  ...judgeMeasures,
]

/** The measures that an experiment may name, by name. */
export const measures: Readonly<Record<string, Measure>> = Object.fromEntries(
  itemMeasures.flatMap((measure) => (measure.name === undefined ? [] : [[measure.name, measure]])),
)

const byName = new Map<string, MeasureFacts>([
  ...[...rankingMeasures, ...corpusMeasures].map((one) => [one.tool, one] as const),
  ...itemMeasures.flatMap((one) => (one.tool === undefined ? [] : [[one.tool, one] as const])),
  ...Object.entries(measures),
])

/** What is known of a measure of any kind, by either of its names; undefined if no measure has the name. */
export function factsOf(name: string): MeasureFacts | undefined {
  return byName.get(name)
}
