import type { Instruction } from '../../corpus/instruction.js'
import { packPassages } from '../../retrievers/pack.js'
import type { Ranker } from '../../retrievers/ranked.js'
import type { RecordView } from '../../retrievers/record-view.js'
import { type Context, isUnfit, type Passage, type ShownPassage } from '../../retrievers/strategy.js'
import type { Asking } from './asking.js'

/** Contexts of one budget each, that a model reads one after another. */
const PARTS = 4

/** The best passages, then the best of those that are left, and so on: each part keeps to the budget. */
export async function partsOf(
  rank: Ranker,
  instruction: Instruction,
  view: RecordView,
  tokens: number,
  { counter }: Asking,
): Promise<Context[]> {
  const ranked = await rank(instruction, view)
  let left: Passage[] = ranked.map(({ chunk, score }, i) => ({ chunk, score, rank: i + 1 }))
  const parts: Context[] = []
  while (parts.length < PARTS && left.length > 0) {
    const part = packPassages(left, view, { tokens, counter })
    if (isUnfit(part) || part.passages.length === 0) break
    parts.push(part)
    const taken = new Set(part.passages.map((passage) => passage.rank))
    left = left.filter((passage) => !taken.has(passage.rank))
  }
  return parts
}

/** A line of a model's notes, and the documents that it rests on. */
export type NoteLine = { readonly text: string; readonly documentIds: readonly string[] }

const NOTHING = /^\s*nothing\.?\s*$/i
const LABELS = /\[\s*\d+(?:\s*[,;]\s*\d+)*\s*\]/g

/**
 * The lines of a model's notes. The numbers that they cite are those of the part that it read; what they cite beyond it is
 * left out.
 */
export function noteLines(text: string, passages: readonly ShownPassage[]): NoteLine[] {
  const documents = new Map<number, string[]>()
  for (const { label, documentIds } of passages)
    documents.set(label, [...(documents.get(label) ?? []), ...documentIds])
  if (NOTHING.test(text)) return []
  return text.split('\n').flatMap((line) => {
    const bare = line.replace(/^\s*[-*•]\s*/, '').trim()
    if (bare === '' || NOTHING.test(bare)) return []
    const labels = [...bare.matchAll(LABELS)].flatMap(([mark]) => (mark.match(/\d+/g) ?? []).map(Number))
    const cited = labels.flatMap((label) => documents.get(label) ?? [])
    const said = bare
      .replace(LABELS, '')
      .replace(/\s+([.,;])/g, '$1')
      .trim()
    return said === '' ? [] : [{ text: said, documentIds: [...new Set(cited)] }]
  })
}
