import type { Callbacks } from '@langchain/core/callbacks/manager'
import type { Document, DocumentInterface } from '@langchain/core/documents'
import type { BaseRetrieverInterface } from '@langchain/core/retrievers'
import type { Chunk } from '../../indexes/chunks/chunk.js'
import { packPassages } from '../../retrievers/packing/pack.js'
import type { Strategy } from '../../retrievers/strategy.js'
import { oncePer } from '../../retrievers/view/once-per.js'
import type { RecordView } from '../../retrievers/view/record-view.js'
import { chunkDocuments } from './chart-document.js'
import { keepTracesLocal } from './local-tracing.js'
import { placeDocument } from './place-document.js'

/** Makes a retriever over the visible record of one patient. It is called once per patient and as-of time. */
export type OpenRetriever = (visible: Document[]) => BaseRetrieverInterface | Promise<BaseRetrieverInterface>

/** `refused`: how many documents were no part of the visible record, by reason, over all instructions. */
export type RetrieverStrategy = Strategy & { readonly refused: ReadonlyMap<string, number> }

/**
 * Any LangChain retriever as a strategy: its documents in its order, found again in the record (`placeDocument`) and packed as
 * every strategy's are. If all documents of an item were refused, the item is unfit, with the reasons.
 */
export function retrieverStrategy(name: string, open: OpenRetriever): RetrieverStrategy {
  const refused = new Map<string, number>()
  const openedOn = oncePer(
    (view: RecordView): Opened => ({
      byId: new Map(view.chunks.map((chunk) => [chunk.chunkId, chunk])),
      retriever: Promise.resolve(open(chunkDocuments(view))),
    }),
  )
  return {
    name,
    refused,
    async select(instruction, view) {
      const own = openedOn(view)
      const retriever = await own.retriever
      keepTracesLocal(undefined, (retriever as { readonly callbacks?: Callbacks }).callbacks)
      const documents = await retriever.invoke(instruction.text)
      const { chunks, reasons } = place(documents, view, own.byId)
      for (const reason of reasons) refused.set(reason, (refused.get(reason) ?? 0) + 1)
      if (chunks.length === 0 && reasons.length > 0) {
        const reason = `of ${documents.length} documents none is of what may be seen; the first ${reasons[0]}`
        return () => ({ reason })
      }
      const passages = chunks.map((chunk, i) => ({ chunk, rank: i + 1, score: null }))
      return (budget) => packPassages(passages, view, budget)
    },
  }
}

type Opened = {
  readonly byId: ReadonlyMap<string, Chunk>
  readonly retriever: Promise<BaseRetrieverInterface>
}

function place(documents: readonly DocumentInterface[], view: RecordView, byId: ReadonlyMap<string, Chunk>) {
  const chunks = new Map<string, Chunk>()
  const reasons: string[] = []
  for (const document of documents) {
    const placed = placeDocument(document, view, byId)
    if ('reason' in placed) reasons.push(placed.reason)
    else for (const chunk of placed.chunks) if (!chunks.has(chunk.chunkId)) chunks.set(chunk.chunkId, chunk)
  }
  return { chunks: [...chunks.values()], reasons }
}
