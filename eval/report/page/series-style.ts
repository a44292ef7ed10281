import { isIndexBaseline } from '../../compare/arms/baseline.js'
import { LIGHT } from './palette.js'

/** How a strategy is drawn everywhere in a report. color: a CSS variable of the page's palette. */
export type SeriesStyle = { readonly color: string; readonly dash: string; readonly symbol: SeriesSymbol }

type SeriesSymbol = (typeof SYMBOLS)[number] | typeof BASELINE_SYMBOL

// Color, dash and marker repeat with different periods, so that no two of 55 strategies share all three, and each can be told
// apart without color.
const DASHES = ['none', '7 3', '2 3', '9 3 2 3', '12 4']
const BASELINE_SYMBOL = 'circle'
const SYMBOLS = ['square', 'triangle', 'diamond', 'star', 'wye', 'cross'] as const

/** The baseline is a plain line in the text's color with a round marker; the others follow in order. */
export function seriesStyles(strategies: readonly string[], named: string | null): Map<string, SeriesStyle> {
  // A baseline that is an index is not a single line.
  const baseline = named === null || isIndexBaseline(named) ? null : named
  const others = strategies.filter((strategy) => strategy !== baseline)
  const series = LIGHT.series.map((_, i) => `var(--s${i + 1})`)
  // Without a baseline the text's color is free for one more strategy.
  const colors = baseline === null ? [...series, 'var(--ink)'] : series
  const styleOf = (strategy: string): SeriesStyle => {
    if (strategy === baseline) return { color: 'var(--ink)', dash: 'none', symbol: BASELINE_SYMBOL }
    const i = others.indexOf(strategy)
    return {
      color: colors[i % colors.length]!,
      dash: DASHES[i % DASHES.length]!,
      symbol: SYMBOLS[(i + Math.floor(i / colors.length)) % SYMBOLS.length]!,
    }
  }
  return new Map(strategies.map((strategy) => [strategy, styleOf(strategy)]))
}
