import { answerInContext } from '../context/answer-in-context.js'
import { citationMeasures } from '../context/citation-measures.js'
import {
  documentAveragePrecision,
  documentNdcg,
  documentRecall,
  documentReciprocalRank,
} from '../context/document-ranking.js'
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
import type { Measure } from '../measured/measured-item.js'
import { answerMeasures } from '../text/answer-measures.js'

/** Every measure an experiment may name, by its name. */
export const measures: Readonly<Record<string, Measure>> = {
  'evidence-recall': evidenceRecall,
  'evidence-recall-lenient': evidenceRecallLenient,
  'evidence-recall-f1': evidenceRecallF1,
  'evidence-recall-graded': evidenceRecallGraded,
  'evidence-precision': evidencePrecision,
  'ndcg-10': documentNdcg,
  'recall-10': documentRecall,
  rr: documentReciprocalRank,
  ap: documentAveragePrecision,
  'answer-in-context': answerInContext,
  redundancy,
  'evidence-age': evidenceAge,
  'evidence-position': evidencePosition,
  utilisation,
  ...citationMeasures,
  ...answerMeasures,
  ...judgeMeasures,
}
