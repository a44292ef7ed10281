import type { Note } from '../../corpus/record.js'
import type { Chunk } from '../../indexes/chunks/chunk.js'
import { oncePer } from '../view/once-per.js'
import type { RecordView } from '../view/record-view.js'

/** Which sentences are copied again later, and for every sentence the position of the copy before it, or -1. */
export type Copies = { readonly isOlder: Uint8Array; readonly before: Int32Array }

/** The copies in a view, found once per view. */
export const copiesIn = oncePer((view: RecordView) => findCopies(view.chunks, (id) => view.note(id)))

/**
 * A copy is a sentence of the same text whose predecessor is the same too: 'No murmurs.' after another sentence is another
 * finding.
 * @param chunks in chart order
 */
export function findCopies(
  chunks: readonly Chunk[],
  noteOf: (documentId: string) => Note | undefined,
): Copies {
  const newest = new Map<string, number>()
  const isOlder = new Uint8Array(chunks.length)
  const before = new Int32Array(chunks.length).fill(-1)
  let predecessor = ''
  let document = ''
  for (const [i, chunk] of chunks.entries()) {
    if (chunk.kind !== 'note') continue
    const text = noteOf(chunk.documentId)?.text.slice(chunk.start, chunk.end) ?? ''
    if (chunk.documentId !== document) predecessor = ''
    const key = `${predecessor}\u0000${text}`
    const last = newest.get(key)
    if (last !== undefined) {
      isOlder[last] = 1
      before[i] = last
    }
    newest.set(key, i)
    predecessor = text
    document = chunk.documentId
  }
  return { isOlder, before }
}

/** Other notes that hold older copies of a sentence, newest first. */
export function notesOfCopies(at: number, chunks: readonly Chunk[], { before }: Copies): string[] {
  const own = chunks[at]!
  const notes = new Set<string>()
  for (let i = before[at]!; i >= 0; i = before[i]!) {
    const copy = chunks[i]!
    if (copy.kind === 'note' && own.kind === 'note' && copy.documentId !== own.documentId)
      notes.add(copy.documentId)
  }
  return [...notes]
}
