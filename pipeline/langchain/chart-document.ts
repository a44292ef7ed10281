import { Document } from '@langchain/core/documents'
import type { ChartTime } from '../../corpus/record.js'
import type { Context, ShownPassage } from '../../retrievers/packing/context.js'
import type { RecordView } from '../../retrievers/view/record-view.js'
import { passageText } from '../../retrievers/view/render-context.js'

/**
 * The place of a LangChain document in the record, so that it can be cited and found again. `start`, `end`: a character span
 * [start, end) of the note, null for events. `documentIds`: the note, or each of the events.
 */
export type ChartMetadata = {
  readonly patientId: string
  readonly kind: 'note' | 'events' | 'written'
  readonly documentIds: readonly string[]
  readonly start: number | null
  readonly end: number | null
  readonly time: ChartTime | null
  readonly type: string
}

/** Metadata of a passage. `label`: its number in the context; `score`: null if the strategy gives none. */
export type PassageMetadata =
  | (ChartMetadata & Pick<ShownPassage, 'rank' | 'score' | 'label' | 'tokens'>)
  | RawMetadata

/** Metadata of the text of a strategy that shows the end of a text, as it is. */
export type RawMetadata = { readonly patientId: string; readonly kind: 'raw'; readonly tokens: number }

/** The chunks of the visible record as documents, each with its `chunkId`. */
export function chunkDocuments(view: RecordView): Document<ChartMetadata & { readonly chunkId: string }>[] {
  return view.chunks.map((chunk) => {
    const { chunkId, time, type } = chunk
    const place =
      chunk.kind === 'note'
        ? { kind: 'note' as const, documentIds: [chunk.documentId], start: chunk.start, end: chunk.end }
        : {
            kind: 'events' as const,
            documentIds: [...new Set(chunk.events.map((position) => view.event(position).documentId))],
            start: null,
            end: null,
          }
    const metadata = { patientId: view.patientId, ...place, time, type, chunkId }
    return new Document({ id: chunkId, pageContent: passageText(chunk, view), metadata })
  })
}

/** The passages of a context as documents, the best ranked first, as retrievers give them. */
export function passageDocuments(context: Context, patientId: string): Document<PassageMetadata>[] {
  if (context.isEndOfRecord === true && context.tokens > 0) {
    return [
      new Document({
        pageContent: context.text,
        metadata: { patientId, kind: 'raw', tokens: context.tokens },
      }),
    ]
  }
  const best = [...context.passages].sort((a, b) => a.rank - b.rank)
  return best.map(({ text, why: _, ...metadata }) => {
    return new Document({ pageContent: text, metadata: { patientId, ...metadata } })
  })
}
