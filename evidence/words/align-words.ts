/** The gains and losses of an alignment of a quote's words with a text's. All losses are positive. */
export type WordCosts = {
  /** The gain of pairing word i of the quote with word j of the text; a loss is below 0. */
  readonly pair: (i: number, j: number) => number
  /** Loss of a word of the quote that the text does not have. */
  readonly unfound: (i: number) => number
  /** Loss of a word of the text that the quote leaves out. */
  readonly leftOut: (j: number) => number
}

/** A stretch [start, end) of the text's words; `end` === `start`, with score 0, if nothing is worth aligning. */
export type WordAlignment = { readonly score: number; readonly start: number; readonly end: number }

/** The words [from, to) of a text that an alignment may use, and its costs. */
export type AlignedRange = {
  readonly from: number
  readonly to: number
  readonly costs: WordCosts
}

/**
 * The best local alignment of a quote with the words [from, to) of a text (Smith and Waterman 1981, each gap costed by its
 * words). Among equal scores it is the one that ends first, then the one that begins last. Two rows are enough, since only
 * the ends of the alignment are needed, not its path.
 */
export function alignWords(quoteWords: number, { from, to, costs }: AlignedRange): WordAlignment {
  const width = to - from
  let above = new Float64Array(quoteWords + 1)
  let row = new Float64Array(quoteWords + 1)
  let aboveStarts = new Int32Array(quoteWords + 1)
  let starts = new Int32Array(quoteWords + 1)
  const unfound = Float64Array.from({ length: quoteWords }, (_, i) => costs.unfound(i))
  let best: WordAlignment = { score: 0, start: from, end: from }
  for (let at = 0; at < width; at++) {
    const j = from + at
    const leftOut = costs.leftOut(j)
    row[0] = 0
    starts[0] = j + 1
    aboveStarts[0] = j
    for (let i = 0; i < quoteWords; i++) {
      const paired = above[i]! + costs.pair(i, j)
      const skipsText = above[i + 1]! - leftOut
      const skipsQuote = row[i]! - unfound[i]!
      const score = Math.max(0, paired, skipsText, skipsQuote)
      row[i + 1] = score
      starts[i + 1] =
        score === 0
          ? j + 1
          : score === paired
            ? above[i]! === 0
              ? j
              : aboveStarts[i]!
            : score === skipsText
              ? aboveStarts[i + 1]!
              : starts[i]!
      if (score > best.score) best = { score, start: starts[i + 1]!, end: j + 1 }
    }
    ;[above, row] = [row, above]
    ;[aboveStarts, starts] = [starts, aboveStarts]
  }
  return best
}
