import type { Note } from '../../corpus/record.js'
import type { Chunk } from '../../indexes/chunk.js'

/**
 * Positions of sentences of which a newer copy stands later in the chart. A copy is a sentence of the same text whose
 * predecessor is the same too: 'No murmurs.' after another sentence is another finding.
 * @param chunks in chart order
 */
export function olderCopies(
  chunks: readonly Chunk[],
  noteOf: (documentId: string) => Note | undefined,
): Set<number> {
  const newest = new Map<string, number>()
  const older = new Set<number>()
  let before = ''
  let document = ''
  for (const [i, chunk] of chunks.entries()) {
    if (chunk.kind !== 'note') continue
    const text = noteOf(chunk.documentId)?.text.slice(chunk.start, chunk.end) ?? ''
    if (chunk.documentId !== document) before = ''
    const key = `${before}\u0000${text}`
    const known = newest.get(key)
    if (known !== undefined) older.add(known)
    newest.set(key, i)
    before = text
    document = chunk.documentId
  }
  return older
}
