import type { Fact } from '../../../corpus/instruction.js'
import type { StoredContext } from '../../results/stored-result.js'

/** A document of a run. Scores fall strictly with the rank, even as trec_eval's 32-bit floats. */
type RankedDocument = { readonly documentId: string; readonly score: number }

/**
 * A context as lines of a TREC run, 'query Q0 document rank score tag': each document at the rank of its best passage, with
 * that passage's score if these scores fall strictly. Otherwise every score of the list is 1 / rank, since trec_eval sorts by
 * score and breaks ties by id. A context that names no passages (a model's notes, or a
 * cut of a text in which no document is shown) has no lines.
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

/** Judged documents as lines of a TREC qrels file, each with the highest relevance of the facts that it is evidence for. */
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

/** The name of a run and of its file: 'hybrid@1000'. */
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
 * An id for TREC's columns, which cannot hold blanks: blanks, control characters and '%' are percent-encoded.
 * decodeURIComponent gives the id back.
 */
export function trecId(id: string): string {
  return id.replaceAll(/[\s\p{Cc}%]/gu, (character) =>
    // encodeURIComponent encodes every blank, control character and '%'.
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
