/** A document and the score that a retriever gave it for one query. */
export type RankedDocument = { readonly documentId: string; readonly score: number }

/** Grades of one query's judged documents; 1 and above is relevant. */
export type Grades = ReadonlyMap<string, number>

/**
 * trec_eval's order: by score downward as 32-bit floats, ties by document id downward in the order of its UTF-8 bytes. Ranks and
 * order of the list do not count.
 */
export function inTrecOrder(list: readonly RankedDocument[]): string[] {
  return list
    .map(({ documentId, score }) => ({
      documentId,
      score: Math.fround(score),
      bytes: Buffer.from(documentId),
    }))
    .sort((a, b) => b.score - a.score || Buffer.compare(b.bytes, a.bytes))
    .map(({ documentId }) => documentId)
}

/** 1 / rank of the first relevant document, 0 without one. @param ids best first */
export function reciprocalRank(ids: readonly string[], grades: Grades): number {
  const first = ids.findIndex((id) => isRelevant(id, grades))
  return first < 0 ? 0 : 1 / (first + 1)
}

/** trec_eval's nDCG at a cut: gain = grade, discount log2(rank + 1), the ideal over all judged documents; 0 without a relevant one. */
export function ndcg(ids: readonly string[], grades: Grades, k: number): number {
  const gained = discounted(ids.slice(0, k).map((id) => grades.get(id) ?? 0))
  const ideal = discounted([...grades.values()].sort((a, b) => b - a).slice(0, k))
  return ideal === 0 ? 0 : gained / ideal
}

/** Share of the relevant documents among the first k; 0 where none is relevant. */
export function recallAt(ids: readonly string[], grades: Grades, k: number): number {
  const relevant = [...grades.keys()].filter((id) => isRelevant(id, grades)).length
  if (relevant === 0) return 0
  return ids.slice(0, k).filter((id) => isRelevant(id, grades)).length / relevant
}

function isRelevant(id: string, grades: Grades): boolean {
  return (grades.get(id) ?? 0) >= 1
}

function discounted(gains: readonly number[]): number {
  return gains.reduce((sum, gain, i) => sum + Math.max(0, gain) / Math.log2(i + 2), 0)
}
