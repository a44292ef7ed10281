import { html, type Markup, trustedMarkup } from '../page/html.js'

/** A small chart with its name. */
export type Panel = { readonly name: string; readonly chart: Markup }

const COLUMNS = 3
const NAME_HEIGHT = 18
const GAP = 12

/** Small charts of one size as one chart, in rows of three, each below its name. @param title what a screen reader says */
export function panelGrid(panels: readonly Panel[], title: string): Markup {
  const drawn = panels.map(({ name, chart }) => ({ name, ...partsOf(chart) }))
  const [cellWidth, cellHeight] = [drawn[0]!.width + GAP, drawn[0]!.height + NAME_HEIGHT + GAP]
  const width = Math.min(COLUMNS, drawn.length) * cellWidth
  const height = Math.ceil(drawn.length / COLUMNS) * cellHeight
  const cells = drawn.map(({ name, fontSize, content }, i) => {
    const [x, y] = [(i % COLUMNS) * cellWidth, Math.floor(i / COLUMNS) * cellHeight]
    return html`<g transform="translate(${x},${y})"><text x="4" y="12" font-size="12" font-weight="600" text-anchor="start">${name}</text><g transform="translate(0,${NAME_HEIGHT})" font-size="${fontSize}" text-anchor="middle">${trustedMarkup(content)}</g></g>`
  })
  return html`<svg role="img" aria-label="${title}" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"><title>${title}</title>${cells}</svg>`
}

/** A chart that `draw` made, without its root and title. */
function partsOf({ markup }: Markup) {
  const [, root, content] = /^<svg([^>]*)><title>[\s\S]*?<\/title>([\s\S]*)<\/svg>$/.exec(markup)!
  const number = (pattern: RegExp) => Number(pattern.exec(root!)![1])
  return {
    content: content!,
    width: number(/ width="(\d+)"/),
    height: number(/ height="(\d+)"/),
    fontSize: number(/font-size:\s*(\d+)px/),
  }
}
