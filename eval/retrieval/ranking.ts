/** A document and the score that a retriever gave it for one query. */
export type RankedDocument = { readonly documentId: string; readonly score: number }

/** Grades of one query's judged documents; 1 and above is relevant. */
export type Grades = ReadonlyMap<string, number>

// Every measure here takes the ids best first and is 0, not undefined, if no document is relevant, as in trec_eval 9.

/**
 * trec_eval's order: by descending score as 32-bit floats, ties by descending document id in the order of its UTF-8 bytes. The
 * order of the list does not matter, nor do its ranks.
 */
export function inTrecOrder(list: readonly RankedDocument[]): string[] {
  return list
    .map(({ documentId, score }) => ({
      documentId,
      score: Math.fround(score),
      bytes: Buffer.from(documentId),
    }))
    .sort((a, b) => descending(a.score, b.score) || Buffer.compare(b.bytes, a.bytes))
    .map(({ documentId }) => documentId)
}

/** The order of ir_measures' own Judged@k and RR@k: by descending 64-bit score, ties by ascending document id, as bytes. */
export function inIrMeasuresOrder(list: readonly RankedDocument[]): string[] {
  return list
    .map(({ documentId, score }) => ({ documentId, score, bytes: Buffer.from(documentId) }))
    .sort((a, b) => descending(a.score, b.score) || Buffer.compare(a.bytes, b.bytes))
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

/** Mean over all relevant documents of the precision at each one's rank; 0 for those not among the first k. */
export function averagePrecision(ids: readonly string[], grades: Grades, k: number): number {
  const relevant = relevantCount(grades)
  if (relevant === 0) return 0
  let found = 0
  let sum = 0
  ids.slice(0, k).forEach((id, i) => {
    if (!isRelevant(id, grades)) return
    found += 1
    sum += found / (i + 1)
  })
  return sum / relevant
}

/** Share of the relevant documents among the first k; 0 if none is relevant. */
export function recallAt(ids: readonly string[], grades: Grades, k: number): number {
  const relevant = relevantCount(grades)
  return relevant === 0 ? 0 : hitsAt(ids, grades, k) / relevant
}

/** Relevant documents among the first k, divided by k even if fewer were returned. */
export function precisionAt(ids: readonly string[], grades: Grades, k: number): number {
  return hitsAt(ids, grades, k) / k
}

/** 1 if a relevant document is among the first k, else 0. */
export function successAt(ids: readonly string[], grades: Grades, k: number): number {
  return hitsAt(ids, grades, k) > 0 ? 1 : 0
}

/** How many of the first k are relevant. */
export function hitsAt(ids: readonly string[], grades: Grades, k: number): number {
  return ids.slice(0, k).filter((id) => isRelevant(id, grades)).length
}

/** How many of the judged documents are relevant. */
export function relevantCount(grades: Grades): number {
  return [...grades.values()].filter((grade) => grade >= 1).length
}

function isRelevant(id: string, grades: Grades): boolean {
  return (grades.get(id) ?? 0) >= 1
}

function discounted(gains: readonly number[]): number {
  return gains.reduce((sum, gain, i) => sum + Math.max(0, gain) / Math.log2(i + 2), 0)
}

/** Compares instead of subtracting, since two scores beyond 32 bits are both infinite and have no difference. */
function descending(a: number, b: number): number {
  return a > b ? -1 : a < b ? 1 : 0
}
