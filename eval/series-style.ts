/** How a strategy is drawn everywhere in a report. color: a CSS variable that report-style defines. */
export type SeriesStyle = { readonly color: string; readonly dash: string; readonly symbol: SeriesSymbol }

type SeriesSymbol = (typeof SYMBOLS)[number] | typeof BASELINE_SYMBOL

// Colour, dash and marker go round at different lengths, so that no two of 30 strategies share all three,
// and each can be told apart without colour.
const COLORS = 6
const DASHES = ['none', '7 3', '2 3', '9 3 2 3', '12 4']
const BASELINE_SYMBOL = 'circle'
const SYMBOLS = ['square', 'triangle', 'diamond', 'star', 'wye', 'cross'] as const

/** The baseline is a plain line of the text's colour with a round marker; the others follow in order. */
export function seriesStyles(
  strategies: readonly string[],
  baseline: string | null,
): Map<string, SeriesStyle> {
  const others = strategies.filter((strategy) => strategy !== baseline)
  const styleOf = (strategy: string): SeriesStyle => {
    if (strategy === baseline) return { color: 'var(--ink)', dash: 'none', symbol: BASELINE_SYMBOL }
    const i = others.indexOf(strategy)
    return {
      color: `var(--s${(i % COLORS) + 1})`,
      dash: DASHES[i % DASHES.length]!,
      symbol: SYMBOLS[(i + Math.floor(i / COLORS)) % SYMBOLS.length]!,
    }
  }
  return new Map(strategies.map((strategy) => [strategy, styleOf(strategy)]))
}
