import type { Fact } from '../../../corpus/instruction.js'
import type { StoredContext } from '../../results/stored-result.js'

/** A document of a run; the score falls strictly with the rank, also in trec_eval's 32-bit floats. */
type RankedDocument = { readonly documentId: string; readonly score: number }

/**
 * A context as lines of a TREC run, 'query Q0 document rank score tag': each document at its best passage's rank. The
 * score is that passage's where those fall strictly, else 1 / rank for the whole list, since trec_eval sorts by score and
 * breaks ties by id. A context that names no passages (raw text, or what a model wrote) has no lines.
 */
export function trecRunLines(context: StoredContext): string {
  const tag = trecTag(context)
  return rankedDocuments(context)
    .map(
      ({ documentId, score }, i) =>
        `${trecId(context.instructionId)} Q0 ${trecId(documentId)} ${i + 1} ${score} ${tag}\n`,
    )
    .join('')
}

/** Judged documents as lines of a TREC qrels file, each with the highest relevance of the facts that it can prove. */
export function trecQrelLines(instructionId: string, facts: readonly Fact[]): string {
  const grades = new Map<string, number>()
  for (const { relevance, places } of facts) {
    for (const { documentId } of places) {
      grades.set(documentId, Math.max(relevance, grades.get(documentId) ?? 0))
    }
  }
  return [...grades]
    .map(([documentId, grade]) => `${trecId(instructionId)} 0 ${trecId(documentId)} ${grade}\n`)
    .join('')
}

/** Names run file and run: 'hybrid@1000'. */
export function trecTag({
  strategy,
  budget,
}: {
  readonly strategy: string
  readonly budget: number
}): string {
  return `${strategy}@${budget}`
}

/**
 * An id without blanks, as TREC's columns need it: blanks, control characters and '%' as URLs write them.
 * decodeURIComponent gives the id back.
 */
export function trecId(id: string): string {
  return id.replaceAll(/[\s\p{Cc}%]/gu, (character) =>
    // encodeURIComponent leaves no blank, control or '%' as it is.
    encodeURIComponent(character),
  )
}

function rankedDocuments({ passages }: StoredContext): RankedDocument[] {
  const best = new Map<string, number | null>()
  for (const passage of passages.toSorted((a, b) => a.rank - b.rank)) {
    if (passage.kind === 'written') continue
    for (const id of passage.documentIds) if (!best.has(id)) best.set(id, passage.score)
  }
  const documents = [...best]
  const scores = documents.map(([, score]) => (score === null ? Number.NaN : Math.fround(score)))
  const isFalling = scores.every((score, i) => Number.isFinite(score) && (i === 0 || score < scores[i - 1]!))
  return documents.map(([documentId, score], i) => ({
    documentId,
    score: isFalling ? score! : 1 / (i + 1),
  }))
}
