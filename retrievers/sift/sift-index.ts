import { Bm25Index } from '../../indexes/bm25.js'
import type { Chunk } from '../../indexes/chunk.js'
import { eventIndexText } from '../../indexes/render-events.js'
import { sentenceWindows } from '../../indexes/sentence-windows.js'
import type { Shard } from '../../indexes/shard.js'
import { terms } from './terms.js'

/** Words of each sentence (or series), and of the window round it, to be searched with BM25. */
export type SiftIndex = { readonly sentences: Bm25Index; readonly windows: Bm25Index }

const WINDOW_TERMS = 40

/** What a domain is called in questions. */
const DOMAIN_WORDS: Readonly<Record<string, string>> = {
  measurement: 'lab result measurement value',
  observation: 'observation finding',
  drug_exposure: 'medication drug',
  condition: 'diagnosis condition',
  procedure: 'procedure',
  visit: 'visit encounter',
  image: 'imaging scan',
  device_exposure: 'device',
  person: 'demographics',
}

const indexes = new WeakMap<Shard, SiftIndex>()

/** Built once a shard, when first asked for. */
export function siftIndex(shard: Shard): SiftIndex {
  let index = indexes.get(shard)
  if (index === undefined) {
    const own = shard.chunks.map((chunk) => terms(textOf(chunk, shard)))
    const lengths = Int32Array.from(own, (list) => list.length)
    const { first, last } = sentenceWindows(shard.chunks, lengths, WINDOW_TERMS)
    const windows = own.map((_, i) => own.slice(first[i]!, last[i]! + 1).flat())
    index = { sentences: new Bm25Index(own), windows: new Bm25Index(windows) }
    indexes.set(shard, index)
  }
  return index
}

function textOf(chunk: Chunk, shard: Shard): string {
  if (chunk.kind === 'note') return shard.note(chunk.documentId)!.text.slice(chunk.start, chunk.end)
  const events = chunk.events.slice(0, 1).map((position) => shard.record.events[position]!)
  return `${DOMAIN_WORDS[chunk.type] ?? ''} ${eventIndexText(events)}`
}
