import type { Markup } from '../page/html.js'
import { LIGHT, namedColors } from '../page/palette.js'

/** The fonts of figure files: every viewer has one of them, and PDF readers have the first. */
const FIGURE_FONTS = 'Helvetica, Arial, sans-serif'

const COLORS = new Map(namedColors(LIGHT).map(([name, color]) => [`var(--${name})`, color]))

/**
 * A chart of a report as an SVG file that can be opened alone, on white: colors instead of the page's variables, and fonts that
 * every viewer has.
 */
export function standaloneSvg({ markup }: Markup): string {
  const [, root, content] = /^<svg([^>]*)>([\s\S]*)$/.exec(markup)!
  const attributes = root!
    .replace(/ (?:class|font-family|fill)="[^"]*"/g, '')
    .concat(` xmlns="http://www.w3.org/2000/svg" font-family="${FIGURE_FONTS}" fill="${LIGHT.ink}"`)
  // The title stays first: that is where viewers look for it.
  const onWhite = content!.replace(
    /^(<title>[\s\S]*?<\/title>)?/,
    `$1<rect width="100%" height="100%" fill="${LIGHT.paper}"/>`,
  )
  return `<svg${attributes}>${withColors(onWhite)}\n`
}

/** Replaces values of attributes; text stays as it is. */
function withColors(svg: string): string {
  return svg.replace(/<[^>]+>/g, (tag) =>
    tag.replaceAll(/="(var\(--[a-z0-9]+\)|currentColor)"/g, (_, value: string) => {
      const color = value === 'currentColor' ? LIGHT.ink : COLORS.get(value)
      if (color === undefined) throw new Error(`a chart has the color ${value}, which no palette has`)
      return `="${color}"`
    }),
  )
}
