import { groupBy } from '../../../base/group-by.js'
import type { ComparedCell, ExperimentComparison } from '../../compare/experiment-comparison.js'
import { directionOf, senseNote } from '../../compare/measure-direction.js'
import { html, type Markup } from '../page/html.js'
import { htmlPage } from '../page/html-page.js'
import { PAGE_SCRIPT } from '../page/page-script.js'
import { pageStyle } from '../page/page-style.js'
import { printStyle } from '../page/print-style.js'
import { anchorFor, contentsMarkup, type Section, sectionMarkup } from '../page/section.js'
import { armName } from '../sections/arm-name.js'
import { dataTable } from '../tables/data-table.js'
import { unitOf } from '../tables/format-value.js'
import { compareRow, comparisonBasis } from './compare-markdown.js'

const COLUMNS = ['strategy', 'budget', 'A', 'B', 'B − A', 'interval', 'wins / ties / losses of B', 'n']

/**
 * Two experiments side by side as one page that loads nothing. Aggregates only: no text and no ids.
 * @param home link to the list of all comparisons
 */
export function compareHtml(comparison: ExperimentComparison, home: string): string {
  const { first, second, differing } = comparison
  const groups = groupBy(comparison.cells, (cell) => JSON.stringify([cell.measure, cell.generator]))
  const sections = [parameterSection(differing), ...[...groups.values()].map(cellSection)]
  return htmlPage({
    title: `${first} and ${second}`,
    styles: [pageStyle, printStyle],
    script: PAGE_SCRIPT,
    isPrivate: false,
    body: html`<a class="skip" href="#results">Skip to the results</a>
<header><h1>A: ${first}, B: ${second}</h1><p class="soft">${comparisonBasis(comparison)} <a href="${home}">All comparisons</a></p></header>
${contentsMarkup(sections)}
<main id="results" tabindex="-1">${sections.map(sectionMarkup)}</main>`,
  })
}

function parameterSection(differing: ExperimentComparison['differing']): Section {
  const rows = differing.map(
    ({ parameter, first, second }) =>
      html`<tr><th scope="row">${parameter}</th><td><code>${first ?? '–'}</code></td><td><code>${second ?? '–'}</code></td></tr>
`,
  )
  const table = (): Markup =>
    dataTable({
      label: 'Parameters that differ',
      caption: '',
      kind: 'parameters',
      columns: ['parameter', 'A', 'B'].map((name) => ({ name, kind: 'text' })),
      rows,
    })
  return {
    id: 'parameters',
    title: 'What differs between them',
    note: '',
    shape: 'narrow',
    body: rows.length === 0 ? html`<p>Their parameters are the same.</p>` : table(),
  }
}

function cellSection(cells: readonly ComparedCell[]): Section {
  const { measure, generator } = cells[0]!
  const rows = cells.map((cell) => {
    const [, ...values] = compareRow(cell)
    const columns = values.map((value, i) =>
      i === 3
        ? html`<td class="value" data-value="${cell.mean ?? ''}"><span class="${directionOf(cell, measure)}">${value}</span></td>`
        : html`<td class="value">${value}</td>`,
    )
    return html`<tr><th scope="row">${armName(cell.strategy)}</th>${columns}</tr>
`
  })
  return {
    id: anchorFor('measure', measure, generator),
    title: measure,
    note: `${unitOf(measure)}${senseNote(measure)}; generator ${generator}`,
    shape: 'narrow',
    body: dataTable({
      label: `${measure}, generator ${generator}`,
      caption: 'Colored if the interval excludes 0.',
      kind: 'compared',
      columns: COLUMNS.map((name, i) => ({ name, kind: i === 0 ? 'text' : 'number' })),
      rows,
    }),
  }
}
