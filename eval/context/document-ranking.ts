import type { Measure, MeasuredItem, Unscored } from '../measured/measured-item.js'
import { averagePrecision, type Grades, ndcg, recallAt, reciprocalRank } from '../retrieval/ranking.js'
import { unknownShown } from './shown-places.js'

const K = 10
const ORDER =
  'Documents of the context in the order of their best-ranked passage (documents of one passage in their listed order), against all documents with judged evidence'

export const documentNdcg: Measure = documentMeasure(
  'ndcg-10',
  `${ORDER}, graded 2 essential and 1 supporting: trec_eval's nDCG@${K}.`,
  (ids, grades) => ndcg(ids, grades, K),
)

export const documentRecall: Measure = documentMeasure(
  'recall-10',
  `${ORDER}: the share of the latter among the first ${K}.`,
  (ids, grades) => recallAt(ids, grades, K),
)

export const documentReciprocalRank: Measure = documentMeasure(
  'rr',
  `${ORDER}: 1 / rank of the first of the latter, 0 if there is none.`,
  reciprocalRank,
)

export const documentAveragePrecision: Measure = documentMeasure(
  'ap',
  `${ORDER}: trec_eval's average precision.`,
  (ids, grades) => averagePrecision(ids, grades, ids.length),
)

function documentMeasure(
  name: string,
  definition: string,
  measure: (ids: readonly string[], grades: Grades) => number,
): Measure {
  return {
    name,
    definition,
    best: 1,
    of: (item) => {
      const grades = gradesOf(item)
      if ('reason' in grades) return grades
      return unknownShown(item) ?? measure(rankedDocuments(item), grades)
    },
  }
}

/** A document is as relevant as the most relevant fact that it proves. */
function gradesOf({ evidence }: MeasuredItem): Grades | Unscored {
  if (evidence === null) return { reason: 'no evidence judgements' }
  const grades = new Map<string, number>()
  for (const { relevance, places } of evidence.filter((fact) => fact.relevance >= 1))
    for (const { documentId } of places)
      grades.set(documentId, Math.max(relevance, grades.get(documentId) ?? 0))
  return grades.size === 0 ? { reason: 'no judged evidence' } : grades
}

function rankedDocuments({ passages }: MeasuredItem): string[] {
  const byRank = passages
    .map((passage, i) => ({ passage, rank: passage.rank ?? i + 1 }))
    .sort((a, b) => a.rank - b.rank)
  return [...new Set(byRank.flatMap(({ passage }) => passage.documentIds))]
}
