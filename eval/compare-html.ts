import { compareRow, comparisonBasis } from './compare-markdown.js'
import type { ComparedCell, ExperimentComparison } from './experiment-comparison.js'
import { unitOf } from './format-value.js'
import { groupBy } from './group-by.js'
import { html, type Markup } from './html.js'
import { reportStyle } from './report-style.js'
import { directionOf, senseNote } from './sense.js'

const HEAD = ['strategy', 'budget', 'A', 'B', 'B − A', 'interval', 'wins / ties / losses of B', 'n']

/** Two experiments side by side as one page that loads nothing. Aggregates only: no text and no ids. */
export function compareHtml(comparison: ExperimentComparison): string {
  const { first, second, differing } = comparison
  const groups = groupBy(comparison.cells, (cell) => JSON.stringify([cell.measure, cell.generator]))
  const page = html`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${first} and ${second}</title><style>${reportStyle}</style></head>
<body>
<header><h1>A: ${first}, B: ${second}</h1><p class="soft">${comparisonBasis(comparison)}</p></header>
<section><h2>What differs between them</h2>${parameterTable(differing)}</section>
<main>${[...groups.values()].map(cellTable)}</main>
</body></html>
`
  return page.markup
}

function parameterTable(differing: ExperimentComparison['differing']): Markup {
  if (differing.length === 0) return html`<p>Their parameters are the same.</p>`
  const rows = differing.map(
    ({ parameter, first, second }) =>
      html`<tr><th scope="row">${parameter}</th><td><code>${first ?? '–'}</code></td><td><code>${second ?? '–'}</code></td></tr>
`,
  )
  return html`<div class="scroll"><table><thead><tr><th>parameter</th><th>A</th><th>B</th></tr></thead>
<tbody>${rows}</tbody></table></div>`
}

function cellTable(cells: readonly ComparedCell[]): Markup {
  const { measure, generator } = cells[0]!
  const head = HEAD.map((name, i) =>
    i === 0 ? html`<th>${name}</th>` : html`<th class="value">${name}</th>`,
  )
  const rows = cells.map((cell) => {
    const [strategy, ...values] = compareRow(cell)
    const columns = values.map((value, i) =>
      i === 3
        ? html`<td class="value"><span class="${directionOf(cell, measure)}">${value}</span></td>`
        : html`<td class="value">${value}</td>`,
    )
    return html`<tr><th scope="row">${strategy!}</th>${columns}</tr>
`
  })
  return html`<section><h2>${measure} <small>${unitOf(measure)}${senseNote(measure)}; generator ${generator}</small></h2>
<div class="scroll"><table><caption>Coloured where the interval leaves 0 out.</caption><thead><tr>${head}</tr></thead>
<tbody>${rows}</tbody></table></div></section>
`
}
