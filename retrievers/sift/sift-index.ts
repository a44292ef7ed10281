import { eventIndexText } from '../../indexes/chunks/render-events.js'
import { sentenceWindows } from '../../indexes/chunks/sentence-windows.js'
import type { Shard } from '../../indexes/store/shard.js'
import { Bm25Index } from '../../indexes/words/bm25.js'
import { termIndex } from '../../indexes/words/term-index.js'
import { SIFT_TERMS } from '../../reading/terms.js'
import { oncePer } from '../view/once-per.js'
import { windowTerms } from './window-terms.js'

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

/** Built once per shard. */
export const siftIndex = oncePer((shard: Shard): SiftIndex => {
  const table = shard.wordTable((texts) => {
    for (const chunk of shard.chunks) {
      if (chunk.kind === 'note') shard.addWords(texts, chunk.documentId, [chunk.start, chunk.end])
      else {
        const events = chunk.events.slice(0, 1).map((position) => shard.record.events[position]!)
        texts.append(DOMAIN_WORDS[chunk.type] ?? '').append(eventIndexText(events))
      }
      texts.endText()
    }
  })
  const own = termIndex(table, SIFT_TERMS)
  const windows = sentenceWindows(shard.chunks, Int32Array.from(own.lengths), WINDOW_TERMS)
  return { sentences: new Bm25Index(own), windows: new Bm25Index(windowTerms(own, windows)) }
})
