import type { NoteChunker } from './chunk.js'
import { chunkSentences } from './chunk-sentences.js'

const SECTION = /^(?:#+\s|[A-Z][\w /&-]{0,40}:|[A-Z][A-Z /&-]{3,40}(?:$|:))/

/**
 * A chunker that makes windows of whole sentences of at most `chunkTokens` tokens each. A section heading starts a new window
 * if the current one is half full. The next window repeats the last sentences, up to `overlapTokens`.
 * @param countTokens tokens of a text without special tokens
 */
export function chunkTokens(
  chunkTokens: number,
  overlapTokens: number,
  countTokens: (text: string) => number,
): NoteChunker {
  return (text) => {
    const sentences = chunkSentences(text).map(([start, end]) => ({
      start,
      end,
      tokens: countTokens(text.slice(start, end)),
    }))
    const spans: [number, number][] = []
    let first = 0
    while (first < sentences.length) {
      let next = first
      let tokens = 0
      while (next < sentences.length) {
        const sentence = sentences[next]!
        if (next > first && tokens + sentence.tokens > chunkTokens) break
        const opensSection = SECTION.test(text.slice(sentence.start, sentence.end))
        if (next > first && opensSection && tokens > chunkTokens / 2) break
        tokens += sentence.tokens
        next++
      }
      spans.push([sentences[first]!.start, sentences[next - 1]!.end])
      if (next >= sentences.length) break
      let back = next
      let overlap = 0
      while (back - 1 > first && overlap + sentences[back - 1]!.tokens <= overlapTokens) {
        back--
        overlap += sentences[back]!.tokens
      }
      first = back
    }
    return spans
  }
}
