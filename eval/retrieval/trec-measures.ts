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

export type TrecMeasure = (ranking: JudgedRanking) => number

const CUTS = [1, 3, 5, 10, 20, 100] as const

/** trec_eval 9's measures and four of ir_measures 0.4, by the names that ir_measures prints. Each value is of one query. */
export const trecMeasures: Readonly<Record<string, TrecMeasure>> = {
  nDCG: ({ ids, grades }) => ndcg(ids, grades, ids.length + grades.size),
  ...atCuts('nDCG', CUTS, ndcg),
  AP: ({ ids, grades }) => averagePrecision(ids, grades, ids.length),
  ...atCuts('AP', CUTS, averagePrecision),
  RR: ({ ids, grades }) => reciprocalRank(ids, grades),
  ...atCuts('P', CUTS, precisionAt),
  ...atCuts('R', CUTS, recallAt),
  ...atCuts('Success', CUTS, successAt),
  Rprec: ({ ids, grades }) => recallAt(ids, grades, relevantCount(grades)),
  Bpref: ({ ids, grades }) => bpref(ids, grades),
  SetP: ({ ids, grades }) => setPrecision(ids, grades),
  SetR: ({ ids, grades }) => recallAt(ids, grades, ids.length),
  SetF: ({ ids, grades }) => setF(ids, grades),
  ...essential('AP', ({ ids, grades }) => averagePrecision(ids, grades, ids.length)),
  ...essential('Rprec', ({ ids, grades }) => recallAt(ids, grades, relevantCount(grades))),
  ...essential('RR', ({ ids, grades }) => reciprocalRank(ids, grades)),
  ...atCuts('P(rel=2)', [5, 10], (ids, grades, k) => precisionAt(ids, fromGradeTwo(grades), k)),
  ...atCuts('R(rel=2)', [5, 10], (ids, grades, k) => recallAt(ids, fromGradeTwo(grades), k)),
  ...atCuts('Success(rel=2)', [5, 10], (ids, grades, k) => successAt(ids, fromGradeTwo(grades), k)),
  'Judged@5': ({ idsByIrMeasures, grades }) => judgedShare(idsByIrMeasures, grades, 5),
  'Judged@10': ({ idsByIrMeasures, grades }) => judgedShare(idsByIrMeasures, grades, 10),
  'RR@10': ({ idsByIrMeasures, grades }) => reciprocalRank(idsByIrMeasures.slice(0, 10), grades),
  'nDCG(judged_only=True)@10': ({ ids, grades }) => ndcg(withoutUnjudged(ids, grades), grades, 10),
}

/** Counts, of which no mean is taken. */
export const trecCounts: Readonly<Record<string, TrecMeasure>> = {
  NumRet: ({ ids }) => ids.length,
  NumRel: ({ grades }) => relevantCount(grades),
  'NumRet(rel=1)': ({ ids, grades }) => hitsAt(ids, grades, ids.length),
}

export function judgedRanking(list: readonly RankedDocument[], grades: Grades): JudgedRanking {
  return { ids: inTrecOrder(list), idsByIrMeasures: inIrMeasuresOrder(list), grades }
}

type CutMeasure = (ids: readonly string[], grades: Grades, k: number) => number

function atCuts(name: string, cuts: readonly number[], measure: CutMeasure): Record<string, TrecMeasure> {
  return Object.fromEntries(
    cuts.map((k): [string, TrecMeasure] => [`${name}@${k}`, ({ ids, grades }) => measure(ids, grades, k)]),
  )
}

function essential(name: string, measure: TrecMeasure): Record<string, TrecMeasure> {
  return {
    [`${name}(rel=2)`]: (ranking) => measure({ ...ranking, grades: fromGradeTwo(ranking.grades) }),
  }
}

/** Relevant is then what was graded 2 or more. */
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

/** Share of the first k, or of all where there are fewer, that were judged, with whatever grade. */
function judgedShare(ids: readonly string[], grades: Grades, k: number): number {
  const first = ids.slice(0, k)
  return first.length === 0 ? 0 : first.filter((id) => grades.has(id)).length / first.length
}
