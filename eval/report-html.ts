import { costSection } from './cost-table.js'
import { counted } from './format-value.js'
import { groupBy } from './group-by.js'
import { html } from './html.js'
import type { Provenance } from './provenance.js'
import { measureSection } from './report-measure.js'
import { provenanceSection } from './report-provenance.js'
import { reportStyle } from './report-style.js'
import { unscoredSection } from './report-unscored.js'
import { seriesStyles } from './series-style.js'
import type { CellSummary, Summary } from './summarise.js'
import { verdictOf } from './verdict.js'

/**
 * The report as one HTML page that loads nothing: verdict, curves, figures, what is unscored and why, and
 * everything that made the numbers. Aggregates only: no text of notes, instructions or answers, and no ids.
 */
export function reportHtml(summary: Summary, provenance: Provenance): string {
  const styles = seriesStyles([...new Set(summary.cells.map((cell) => cell.strategy))], summary.baseline)
  const sections = sectionsOf(summary).map(({ cells, label }) =>
    measureSection(cells, label, summary, styles),
  )
  const { warnings, corpus, name } = provenance
  const page = html`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${name}</title><style>${reportStyle}</style></head>
<body>
<header><h1>${name}</h1>
<p class="soft">${counted(summary.instructions, 'instruction')} of ${counted(summary.patients, 'patient')}, corpus ${corpus.name}</p></header>
${warnings.length === 0 ? html`` : html`<div class="warning" role="note">${warnings.map((text) => html`<p>${text}</p>`)}</div>`}
<p class="verdict">${verdictOf(summary)}</p>
<main>${sections}</main>
${unscoredSection(summary)}
${costSection(provenance.cost)}
${provenanceSection(summary, provenance)}
</body></html>
`
  return page.markup
}

/** A section for each measure and generator, the primary measure first; equal ones of several generators are one. */
function sectionsOf(summary: Summary): { cells: CellSummary[]; label: string }[] {
  const names = [...new Set(summary.cells.map((cell) => cell.measure))]
  const first = summary.primary?.measure
  const ordered = [...names.filter((name) => name === first), ...names.filter((name) => name !== first)]
  return ordered.flatMap((measure) => {
    const generators = groupBy(
      summary.cells.filter((cell) => cell.measure === measure),
      (cell) => cell.generator,
    )
    const distinct = groupBy(generators, ([, cells]) =>
      JSON.stringify(cells.map(({ generator: _, ...figures }) => figures)),
    )
    return [...distinct.values()].map((alike) => ({
      cells: alike[0]![1],
      label: alike.map(([generator]) => generator).join(', '),
    }))
  })
}
