import type { MeasureFacts } from '../measured/measure-row.js'
import { bpref } from './bpref.js'
import {
  averagePrecision,
  type Grades,
  hitsAt,
  inIrMeasuresOrder,
  inTrecOrder,
  ndcg,
  precisionAt,
  type RankedDocument,
  recallAt,
  reciprocalRank,
  relevantCount,
  successAt,
} from './ranking.js'

/** One query: its ranked documents in trec_eval's order and in ir_measures' own, and the grades of the judged ones. */
export type JudgedRanking = {
  readonly ids: readonly string[]
  readonly idsByIrMeasures: readonly string[]
  readonly grades: Grades
}

/**
 * A measure of one query's ranking. tool: the name as ir_measures prints it. isCount: it counts documents, and no mean over
 * queries is taken. The values of all others are shares, and more is better.
 */
export type RankingMeasure = MeasureFacts & {
  readonly tool: string
  readonly isCount: boolean
  of(ranking: JudgedRanking): number
}

type OfRanking = RankingMeasure['of']
type AtCut = (ids: readonly string[], grades: Grades, k: number) => number

const CUTS = [1, 3, 5, 10, 20, 100] as const
const ESSENTIAL_CUTS = [5, 10] as const
const ESSENTIAL = ', relevant from grade 2'

const averagePrecisionOf: OfRanking = ({ ids, grades }) => averagePrecision(ids, grades, ids.length)
const rPrecisionOf: OfRanking = ({ ids, grades }) => recallAt(ids, grades, relevantCount(grades))
const reciprocalRankOf: OfRanking = ({ ids, grades }) => reciprocalRank(ids, grades)

/** trec_eval 9's measures and four of ir_measures 0.4, in the order in which they are written. */
export const rankingMeasures: readonly RankingMeasure[] = [
  row('nDCG', 'nDCG as trec_eval', ({ ids, grades }) => ndcg(ids, grades, ids.length + grades.size)),
  ...atCuts('nDCG', 'nDCG as trec_eval', ndcg),
  row('AP', 'Average precision as trec_eval', averagePrecisionOf),
  ...atCuts('AP', 'Average precision as trec_eval', averagePrecision),
  row('RR', 'Reciprocal rank as trec_eval', reciprocalRankOf),
  ...atCuts('P', 'Precision as trec_eval', precisionAt),
  ...atCuts('R', 'Recall as trec_eval', recallAt),
  ...atCuts('Success', 'Success as trec_eval', successAt),
  row('Rprec', 'R-precision as trec_eval', rPrecisionOf),
  row('Bpref', 'Bpref as trec_eval', ({ ids, grades }) => bpref(ids, grades)),
  row('SetP', 'Precision of all that was returned', ({ ids, grades }) => setPrecision(ids, grades)),
  row('SetR', 'Recall of all that was returned', ({ ids, grades }) => recallAt(ids, grades, ids.length)),
  row('SetF', 'F1 of SetP and SetR', ({ ids, grades }) => setF(ids, grades)),
  essential('AP', `Average precision as trec_eval${ESSENTIAL}`, averagePrecisionOf),
  essential('Rprec', `R-precision as trec_eval${ESSENTIAL}`, rPrecisionOf),
  essential('RR', `Reciprocal rank as trec_eval${ESSENTIAL}`, reciprocalRankOf),
  ...essentialAtCuts('P', 'Precision as trec_eval', precisionAt),
  ...essentialAtCuts('R', 'Recall as trec_eval', recallAt),
  ...essentialAtCuts('Success', 'Success as trec_eval', successAt),
  row('Judged@5', 'Share of the first 5 that was judged', ({ idsByIrMeasures, grades }) =>
    judgedShare(idsByIrMeasures, grades, 5),
  ),
  row('Judged@10', 'Share of the first 10 that was judged', ({ idsByIrMeasures, grades }) =>
    judgedShare(idsByIrMeasures, grades, 10),
  ),
  row('RR@10', "Reciprocal rank among the first 10 in ir_measures' order", ({ idsByIrMeasures, grades }) =>
    reciprocalRank(idsByIrMeasures.slice(0, 10), grades),
  ),
  row('nDCG(judged_only=True)@10', 'nDCG of the first 10 judged', ({ ids, grades }) =>
    ndcg(withoutUnjudged(ids, grades), grades, 10),
  ),
  count('NumRet', 'Documents returned', ({ ids }) => ids.length),
  count('NumRel', 'Relevant documents', ({ grades }) => relevantCount(grades)),
  count('NumRet(rel=1)', 'Relevant documents returned', ({ ids, grades }) => hitsAt(ids, grades, ids.length)),
]

/** A ranked list as TREC's measures read it. */
export function judgedRanking(list: readonly RankedDocument[], grades: Grades): JudgedRanking {
  return { ids: inTrecOrder(list), idsByIrMeasures: inIrMeasuresOrder(list), grades }
}

function row(tool: string, definition: string, of: OfRanking): RankingMeasure {
  const isShare = { direction: 'higher', best: 1, full: 1, isCount: false } as const
  return { ...isShare, tool, definition: `${definition}.`, of }
}

function count(tool: string, definition: string, of: OfRanking): RankingMeasure {
  return { ...row(tool, definition, of), direction: 'neither', best: null, full: 100, isCount: true }
}

function atCuts(name: string, definition: string, at: AtCut): RankingMeasure[] {
  return CUTS.map((k) =>
    row(`${name}@${k}`, `${definition}, of the first ${k}`, ({ ids, grades }) => at(ids, grades, k)),
  )
}

function essential(name: string, definition: string, of: OfRanking): RankingMeasure {
  return row(`${name}(rel=2)`, definition, (ranking) =>
    of({ ...ranking, grades: fromGradeTwo(ranking.grades) }),
  )
}

function essentialAtCuts(name: string, definition: string, at: AtCut): RankingMeasure[] {
  return ESSENTIAL_CUTS.map((k) =>
    row(`${name}(rel=2)@${k}`, `${definition}, of the first ${k}${ESSENTIAL}`, ({ ids, grades }) =>
      at(ids, fromGradeTwo(grades), k),
    ),
  )
}

/** Grades lowered by 1, so that only documents graded 2 or more count as relevant. */
function fromGradeTwo(grades: Grades): Grades {
  return new Map([...grades].map(([id, grade]) => [id, grade - 1]))
}

/** trec_eval -J leaves out negative grades with the unjudged, whereas Judged@k counts them as judged. */
function withoutUnjudged(ids: readonly string[], grades: Grades): string[] {
  return ids.filter((id) => (grades.get(id) ?? -1) >= 0)
}

function setPrecision(ids: readonly string[], grades: Grades): number {
  return ids.length === 0 ? 0 : precisionAt(ids, grades, ids.length)
}

function setF(ids: readonly string[], grades: Grades): number {
  const precision = setPrecision(ids, grades)
  const recall = recallAt(ids, grades, ids.length)
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall)
}

/** Share of the first k, or of all if there are fewer, that were judged, with any grade. */
function judgedShare(ids: readonly string[], grades: Grades, k: number): number {
  const first = ids.slice(0, k)
  return first.length === 0 ? 0 : first.filter((id) => grades.has(id)).length / first.length
}
