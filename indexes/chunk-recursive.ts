import type { NoteChunker } from './chunk.js'
import { trimSpan } from './chunk-sentences.js'

/**
 * LangChain's RecursiveCharacterTextSplitter, the usual practice, sizes in characters. It gives no offsets and
 * trims its pieces, so each piece is found again from where the one before it began.
 */
export async function chunkRecursive(
  chunkChars: number,
  overlapChars: number,
): Promise<(text: string) => Promise<readonly [number, number][]>> {
  const [{ Document }, { RecursiveCharacterTextSplitter }] = await Promise.all([
    import('langchain'),
    import('@langchain/textsplitters'),
  ])
  const splitter = new RecursiveCharacterTextSplitter({ chunkSize: chunkChars, chunkOverlap: overlapChars })
  return async (text) => {
    const pieces = await splitter.splitDocuments([new Document({ pageContent: text })])
    const spans: [number, number][] = []
    let from = 0
    for (const { pageContent } of pieces) {
      const at = text.indexOf(pageContent, from)
      if (at < 0) throw new Error('a piece of the recursive splitter does not stand in its note')
      const [start, end] = trimSpan(text, at, at + pageContent.length)
      if (end > start) spans.push([start, end])
      from = at + 1
    }
    return spans
  }
}

/** Type guard for the two kinds of chunker: LangChain's is asynchronous. */
export type AnyNoteChunker = NoteChunker | Awaited<ReturnType<typeof chunkRecursive>>
