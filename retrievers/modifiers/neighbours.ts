import { groupBy } from '../../base/group-by.js'
import type { Chunk, NoteChunk } from '../../indexes/chunks/chunk.js'
import type { Scored } from '../strategy.js'
import type { RecordView } from '../view/record-view.js'
import type { Modifier } from './modifier.js'

/**
 * Behind every passage of a note come the `count` before and the `count` after it in that note, the nearest first and with its
 * score, unless they rank already. They are passages of their own, so a hit that fits is never lost for a neighbour that
 * does not. A passage that is no chunk of the index (a sentence, a line of sift's) has sentences for neighbours.
 */
export function neighbours(count: number): Modifier {
  return async (ranked, _, view) => {
    const units = new Units(view)
    const seen = new Set<string>()
    const expanded: Scored[] = []
    const add = (scored: Scored) => {
      if (seen.has(scored.chunk.chunkId)) return
      seen.add(scored.chunk.chunkId)
      expanded.push(scored)
    }
    for (const scored of ranked) {
      add(scored)
      const { chunk, score } = scored
      if (chunk.kind !== 'note') continue
      const all = await units.of(chunk)
      const before = firstWhere(all, ({ start }) => start >= chunk.start)
      const after = firstWhere(all, ({ end }) => end > chunk.end)
      for (let distance = 1; distance <= count; distance++)
        for (const near of [all[before - distance], all[after + distance - 1]])
          if (near !== undefined) add({ chunk: near, score })
    }
    return expanded
  }
}

/** The first place from which `holds` is true; starts and ends of a note's chunks never fall. */
function firstWhere(chunks: readonly NoteChunk[], holds: (chunk: NoteChunk) => boolean): number {
  let low = 0
  for (let high = chunks.length; low < high; ) {
    const middle = (low + high) >> 1
    if (holds(chunks[middle]!)) high = middle
    else low = middle + 1
  }
  return low
}

type ByNote = ReadonlyMap<string, readonly NoteChunk[]>

/** The chunks of a note in its order, in the unit of the passage that asks for them. */
class Units {
  readonly #view: RecordView
  readonly #indexed: ByNote
  readonly #ids: ReadonlySet<string>
  #sentences: ByNote | null = null

  constructor(view: RecordView) {
    this.#view = view
    this.#indexed = byNote(view.chunks)
    this.#ids = new Set(view.chunks.map(({ chunkId }) => chunkId))
  }

  async of(chunk: NoteChunk): Promise<readonly NoteChunk[]> {
    if (this.#ids.has(chunk.chunkId)) return this.#indexed.get(chunk.documentId)!
    this.#sentences ??= byNote((await this.#view.shard.inSentences()).chunks)
    return this.#sentences.get(chunk.documentId) ?? []
  }
}

function byNote(chunks: readonly Chunk[]): ByNote {
  const ofNotes = chunks.filter((chunk) => chunk.kind === 'note')
  return groupBy(ofNotes, ({ documentId }) => documentId)
}
