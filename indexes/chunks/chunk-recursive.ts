import type { NoteChunker } from './chunk.js'

/** The sizes are in UTF-16 code units, and the splitter makes no piece of a character that takes all of them. */
export const SMALLEST_RECURSIVE_CHUNK = 3

/** LangChain's splitter as its code has it: its types call joinDocs private. */
type OpenSplitter = {
  splitText(text: string): Promise<string[]>
  splitOnSeparator(text: string, separator: string): string[]
  mergeSplits(splits: Iterable<string>, separator: string): Promise<string[]>
  joinDocs(docs: string[], separator: string): string | null
}
type OpenSplitterClass = new (sizes: { chunkSize: number; chunkOverlap: number }) => OpenSplitter

/**
 * LangChain's RecursiveCharacterTextSplitter, the usual practice, sizes in UTF-16 code units. It gives no offsets and cuts
 * characters outside of the basic plane in two, so a subclass notes where each piece was cut and splits between characters.
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
    // A piece that gained only white space is the one before it again.
    return spans.filter(([start, end], i) => spans[i - 1]?.[0] !== start || spans[i - 1]?.[1] !== end)
  }
}

/**
 * The splits of a text, joined, are the text. mergeSplits gets them run by run, in order, and calls joinDocs for the last of
 * those that it has taken, so counting them tells where a piece stands.
 */
function placing(Splitter: OpenSplitterClass) {
  return class extends Splitter {
    readonly spans: [number, number][] = []
    /** Where each split of this run starts, and where the last one ends. */
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

    /** While a split is looked at it is not taken yet: joinDocs is called for those before it. */
    *#counted(splits: Iterable<string>): Generator<string> {
      this.#taken = 0
      for (const split of splits) {
        yield split
        this.#taken++
      }
    }
  }
}

/** Type guard for the two kinds of chunker: LangChain's is asynchronous. */
export type AnyNoteChunker = NoteChunker | Awaited<ReturnType<typeof chunkRecursive>>
