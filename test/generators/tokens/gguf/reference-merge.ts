/** BPE by the book: the neighbours of the lowest rank, the leftmost of equal ones, are merged until none is left. */
export function referenceBpe(word: string, ranks: ReadonlyMap<string, number>): readonly string[] {
  return mergeWhile(Array.from(word), (left, right) => {
    const rank = ranks.get(`${left} ${right}`)
    return rank === undefined ? null : -rank
  })
}

/**
 * llama.cpp's llm_tokenizer_spm: the neighbours whose joined token scores highest, the leftmost of equal ones, are merged
 * until no two make a token. A symbol without a token counts one for each of its bytes.
 */
export function referenceSpmCount(text: string, scores: ReadonlyMap<string, number>): number {
  return mergeWhile(Array.from(text), (left, right) => scores.get(left + right) ?? null).reduce(
    (sum, symbol) => sum + (scores.has(symbol) ? 1 : Buffer.byteLength(symbol)),
    0,
  )
}

function mergeWhile(
  symbols: string[],
  priority: (left: string, right: string) => number | null,
): readonly string[] {
  for (;;) {
    let best: number | null = null
    let at = -1
    for (let i = 0; i + 1 < symbols.length; i++) {
      const found = priority(symbols[i]!, symbols[i + 1]!)
      if (found !== null && (best === null || found > best)) {
        best = found
        at = i
      }
    }
    if (at < 0) return symbols
    symbols.splice(at, 2, symbols[at]! + symbols[at + 1]!)
  }
}
