import type { Measure } from '../measured/measure-row.js'
import type { MeasuredItem, Unscored } from '../measured/measured-item.js'
import type { Grades } from '../retrieval/ranking.js'
import { rankingMeasures } from '../retrieval/ranking-measures.js'
import { unknownShown } from './shown-places.js'

const ORDER =
  'Documents of the context in the order of their best-ranked passage (documents of one passage in their listed order), against all documents with judged evidence'

/** Ranking measures over the documents that a context shows. */
export const documentMeasures: readonly Measure[] = [
  documentMeasure(
    'ndcg-10',
    'nDCG@10',
    `${ORDER}, graded 2 essential and 1 supporting: trec_eval's nDCG@10.`,
  ),
  documentMeasure('recall-10', 'R@10', `${ORDER}: the share of the latter among the first 10.`),
  documentMeasure('rr', 'RR', `${ORDER}: 1 / rank of the first of the latter, 0 if there is none.`),
  documentMeasure('ap', 'AP', `${ORDER}: trec_eval's average precision.`),
]

/** @param tool the name of the same measure of a TREC run */
function documentMeasure(name: string, tool: string, definition: string): Measure {
  const { of: ofRanking } = rankingMeasures.find((one) => one.tool === tool)!
  return {
    name,
    tool,
    definition,
    direction: 'higher',
    best: 1,
    full: 1,
    needs: ['evidence', 'passages'],
    of: (item) => {
      const grades = gradesOf(item)
      if ('reason' in grades) return grades
      const unknown = unknownShown(item)
      if (unknown !== null) return unknown
      const ids = rankedDocuments(item)
      return ofRanking({ ids, idsByIrMeasures: ids, grades })
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
