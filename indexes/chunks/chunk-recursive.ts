import type { NoteChunker } from './chunk.js'

/** In UTF-16 code units. The splitter makes no piece of a character that takes as many units as the piece may have. */
export const SMALLEST_RECURSIVE_CHUNK = 3

/** LangChain's splitter with its real members: its types declare joinDocs private. */
type OpenSplitter = {
  splitText(text: string): Promise<string[]>
  splitOnSeparator(text: string, separator: string): string[]
  mergeSplits(splits: Iterable<string>, separator: string): Promise<string[]>
  joinDocs(docs: string[], separator: string): string | null
}
type OpenSplitterClass = new (sizes: { chunkSize: number; chunkOverlap: number }) => OpenSplitter

/**
 * Chunks as LangChain's RecursiveCharacterTextSplitter makes them, with sizes in UTF-16 code units. The splitter gives no
 * offsets and cuts characters outside the basic plane in two, so a subclass notes the offset of each piece and splits between
 * characters.
 * @param chunkChars at least SMALLEST_RECURSIVE_CHUNK
 */
export async function chunkRecursive(
  chunkChars: number,
  overlapChars: number,
): Promise<(text: string) => Promise<readonly [number, number][]>> {
  const { RecursiveCharacterTextSplitter } = await import('@langchain/textsplitters')
  const PlacedSplitter = placing(RecursiveCharacterTextSplitter as unknown as OpenSplitterClass)
  return async (text) => {
    const splitter = new PlacedSplitter({ chunkSize: chunkChars, chunkOverlap: overlapChars })
    const pieces = await splitter.splitText(text)
    const { spans } = splitter
    if (pieces.length !== spans.length || pieces.some((piece, i) => text.slice(...spans[i]!) !== piece)) {
      throw new Error('a piece of the recursive splitter is not where it was cut')
    }
    // A piece that differs only in white space repeats the piece before it.
    return spans.filter(([start, end], i) => spans[i - 1]?.[0] !== start || spans[i - 1]?.[1] !== end)
  }
}

/**
 * A splitter that notes the offset of each piece. The joined splits of a text are the text. mergeSplits gets them run by run,
 * in order, and calls joinDocs for the last ones that it has taken, so the number taken gives the offset of a piece.
 */
function placing(Splitter: OpenSplitterClass) {
  return class extends Splitter {
    readonly spans: [number, number][] = []
    /** The start of each split of this run, and the end of the last one. */
    #starts = [0]
    #taken = 0

    override splitOnSeparator(text: string, separator: string): string[] {
      return separator === '' ? [...text] : super.splitOnSeparator(text, separator)
    }

    override mergeSplits(splits: Iterable<string>, separator: string): Promise<string[]> {
      this.#starts = [this.#starts.at(-1)!]
      for (const split of splits) this.#starts.push(this.#starts.at(-1)! + split.length)
      return super.mergeSplits(this.#counted(splits), separator)
    }

    override joinDocs(docs: string[], separator: string): string | null {
      const piece = super.joinDocs(docs, separator)
      if (piece !== null) {
        const joined = docs.join(separator)
        const start = this.#starts[this.#taken - docs.length]! + joined.length - joined.trimStart().length
        this.spans.push([start, start + piece.length])
      }
      return piece
    }

    /** Counts a split only after it was looked at: until then, joinDocs is called for the splits before it. */
    *#counted(splits: Iterable<string>): Generator<string> {
      this.#taken = 0
      for (const split of splits) {
        yield split
        this.#taken++
      }
    }
  }
}

/** A note chunker of either kind: LangChain's is asynchronous. */
export type AnyNoteChunker = NoteChunker | Awaited<ReturnType<typeof chunkRecursive>>
