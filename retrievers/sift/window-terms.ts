import type { Windows } from '../../indexes/chunks/sentence-windows.js'
import type { TermIndex } from '../../indexes/words/term-index.js'

/** The terms of windows, each the terms of its sentences, worked out from those of the sentences when a term is asked for. */
export function windowTerms(sentences: TermIndex, { first, last }: Windows): TermIndex {
  const size = first.length
  const before = new Float64Array(size + 1)
  for (let i = 0; i < size; i++) before[i + 1] = before[i]! + sentences.lengths[i]!
  const { lowest, highest } = windowsRound(first, last)
  return {
    lengths: Float64Array.from(first, (from, i) => before[last[i]! + 1]! - before[from]!),
    posting(term) {
      const own = sentences.posting(term)
      const counts = new Map<number, number>()
      for (const [k, sentence] of own.texts.entries()) {
        for (let i = lowest[sentence]!; i <= highest[sentence]!; i++) {
          if (first[i]! <= sentence && sentence <= last[i]!)
            counts.set(i, (counts.get(i) ?? 0) + own.counts[k]!)
        }
      }
      const texts = Int32Array.from(counts.keys()).sort()
      return { texts, counts: Int32Array.from(texts, (i) => counts.get(i)!) }
    },
  }
}

/** For each sentence the first and the last window that holds it. */
function windowsRound(first: Int32Array, last: Int32Array): { lowest: Int32Array; highest: Int32Array } {
  const lowest = new Int32Array(first.length).fill(first.length)
  const highest = new Int32Array(first.length)
  for (let i = 0; i < first.length; i++) {
    for (let sentence = first[i]!; sentence <= last[i]!; sentence++) {
      if (i < lowest[sentence]!) lowest[sentence] = i
      highest[sentence] = i
    }
  }
  return { lowest, highest }
}
