import { isBaseline } from '../../compare/arms/baseline.js'
import { html } from '../page/html.js'
import type { Section } from '../page/section.js'
import type { SeriesStyle } from '../page/series-style.js'
import type { Arm } from '../provenance.js'
import { armName } from '../sections/arm-name.js'
import { swatch } from '../sections/report-chart.js'
import { dataTable } from '../tables/data-table.js'

/** What each strategy of the report is, in sentences, with the line and marker that it is drawn by. */
export function armsSection(
  arms: readonly Arm[],
  baseline: string | null,
  styles: ReadonlyMap<string, SeriesStyle>,
): Section {
  const rows = arms.map(({ strategy, sentences }) => {
    const note = isBaseline(strategy, baseline) ? html` <small>baseline</small>` : html``
    return html`<tr class="${isBaseline(strategy, baseline) ? 'baseline' : 'arm'}"><th scope="row">${swatch(strategy, styles.get(strategy)!)}${armName(strategy)}${note}</th><td>${sentences.join(' ')}</td></tr>
`
  })
  return {
    id: 'strategies',
    title: 'What the strategies are',
    note: '',
    shape: 'narrow',
    body: html`<p class="soft">A strategy chooses which passages of a patient’s record the model reads. All strategies see the same part of the record, and at the same budget they may show the same number of tokens.</p>
${dataTable({
  label: 'What the strategies are',
  caption: '',
  kind: 'arms',
  columns: [
    { name: 'strategy', kind: 'text' },
    { name: 'what it does', kind: 'text' },
  ],
  rows,
})}`,
  }
}
