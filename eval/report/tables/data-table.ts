import { html, type Markup } from '../page/html.js'

/** A column: 'number' aligns right. `name` is the heading, `title` its meaning in full if the heading is an abbreviation. */
export type Column = {
  readonly name: string
  readonly kind: 'text' | 'number'
  readonly title?: string
}

/** What an HTML table is made of. */
export type TableParts = {
  /** What the table shows, for screen readers and keyboards: the name of the region that scrolls. */
  readonly label: string
  /** Shown above the table; may be empty. */
  readonly caption: Markup | string
  readonly columns: readonly Column[]
  /** Rows as <tr> markup, one cell per column. A cell's data-value is what it sorts by, otherwise its text. */
  readonly rows: readonly Markup[]
  /** Class names of the table. */
  readonly kind: string
}

/**
 * A table in a region of its own. If it is too wide for the window, the region scrolls (by keyboard too) and the row labels stay
 * visible. Its columns can be sorted if scripts run; without scripts nothing is missing.
 */
export function dataTable({ label, caption, columns, rows, kind }: TableParts): Markup {
  const heads = columns.map(({ name, kind: of, title }) => {
    const meaning = title === undefined ? html`` : html` title="${title}"`
    return html`<th scope="col"${of === 'number' ? html` class="value"` : html``}${meaning}>${name}</th>`
  })
  const above = caption === '' ? html`` : html`<caption>${caption}</caption>`
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0"><table class="sortable ${kind}">${above}
<thead><tr>${heads}</tr></thead>
<tbody>${rows}</tbody></table></div>
`
}

/** A table of names and values to look up, without headings and sorting. */
export function factTable(label: string, pairs: readonly (readonly [string, Markup | string])[]): Markup {
  const rows = pairs.map(
    ([name, value]) => html`<tr><th scope="row">${name}</th><td>${value}</td></tr>
`,
  )
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0"><table class="facts"><tbody>${rows}</tbody></table></div>
`
}

/** Divides columns into groups of about the same size, each of at most `most`, for tables below each other. */
export function splitColumns<T>(columns: readonly T[], most: number): T[][] {
  const groups = Math.max(1, Math.ceil(columns.length / most))
  const size = Math.ceil(columns.length / groups)
  return Array.from({ length: groups }, (_, i) => columns.slice(i * size, (i + 1) * size)).filter(
    (group) => group.length > 0,
  )
}
