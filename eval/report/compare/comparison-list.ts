import { formatCount } from '../../../base/text/format-count.js'
import type { ExperimentComparison } from '../../compare/experiment-comparison.js'
import { html } from '../page/html.js'
import { htmlPage } from '../page/html-page.js'
import { PAGE_SCRIPT } from '../page/page-script.js'
import { pageStyle } from '../page/page-style.js'
import { printStyle } from '../page/print-style.js'
import { dataTable } from '../tables/data-table.js'

/** A comparison with the page that shows it, as an address relative to the list. */
export type ListedComparison = {
  readonly page: string
  readonly comparison: Pick<ExperimentComparison, 'first' | 'second' | 'instructions' | 'patients' | 'cells'>
}

/** The list of all comparisons of a workspace, as one page that loads nothing. */
export function comparisonList(listed: readonly ListedComparison[]): string {
  const rows = listed.map(({ page, comparison }) => {
    const { first, second, instructions, patients, cells } = comparison
    const counts = [instructions, patients, new Set(cells.map(({ measure }) => measure)).size, cells.length]
    return html`<tr><th scope="row"><a href="${page}">${first} and ${second}</a></th><td>${first}</td><td>${second}</td>${counts.map((count) => html`<td class="value">${formatCount(count)}</td>`)}</tr>
`
  })
  const names = ['comparison', 'A', 'B', 'instructions', 'patients', 'measures', 'differences']
  return htmlPage({
    title: 'Comparisons',
    styles: [pageStyle, printStyle],
    script: PAGE_SCRIPT,
    isPrivate: false,
    body: html`<header><h1>Comparisons of experiments</h1><p class="soft">One page per pair; comparing a pair again replaces its page.</p></header>
<main>${dataTable({
      label: 'Comparisons of experiments',
      caption: '',
      kind: 'comparisons',
      columns: names.map((name, i) => ({ name, kind: i < 3 ? 'text' : 'number' })),
      rows,
    })}</main>`,
  })
}
