import { counted, formatBudget, formatCount } from './format-value.js'
import { groupBy } from './group-by.js'
import { html, type Markup } from './html.js'
import type { Provenance } from './provenance.js'
import { measureSection } from './report-measure.js'
import { reportStyle } from './report-style.js'
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

/** Strategies with the same counts of a reason share a line: mostly a reason hits all arms alike. */
function unscoredSection(summary: Summary): Markup {
  const budgets = [...new Set(summary.cells.map((cell) => cell.budget))]
  const arms = new Map<string, { line: string[]; counts: number[]; strategy: string }>()
  for (const { strategy, budget, generator, measure, unscored } of summary.cells) {
    for (const { reason, count } of unscored) {
      const line = [measure, generator, reason]
      const key = JSON.stringify([line, strategy])
      const arm = arms.get(key) ?? { line, counts: budgets.map(() => 0), strategy }
      arm.counts[budgets.indexOf(budget)] = count
      arms.set(key, arm)
    }
  }
  const alike = groupBy(arms.values(), ({ line, counts }) => JSON.stringify([line, counts]))
  if (alike.size === 0) return html`<h2>Unscored</h2><p>None: every item has a value under every measure.</p>`
  const rows = [...alike.values()].map((group) => {
    const { line, counts } = group[0]!
    const cells = [...line, group.map(({ strategy }) => strategy).join(', ')].map(
      (text) => html`<td>${text}</td>`,
    )
    return html`<tr>${cells}${counts.map((count) => html`<td class="value">${count}</td>`)}</tr>
`
  })
  return html`<section><h2>Unscored</h2><p class="soft">Instructions without a value, by reason and budget. They leave the mean; they are never zero.</p>
<div class="scroll"><table><thead><tr><th>measure</th><th>generator</th><th>reason</th><th>strategies</th>${budgets.map((budget) => html`<th class="value">${formatBudget(budget)}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div></section>`
}

function provenanceSection(summary: Summary, provenance: Provenance): Markup {
  const { corpus, index, counter, strategies, budgets, generators, measures, versions, problems } = provenance
  const made: [string, string][] = [
    ['experiment', provenance.name],
    ['corpus', `${corpus.name}, ${corpus.hash}`],
    ['strategies', strategies.join(', ')],
    ['budgets', budgets.map(formatBudget).join(', ')],
    ['token counter', counter],
    ['generators', generators.join(', ')],
    ['measures', measures.join(', ')],
    ['seed', String(provenance.seed)],
    [
      'intervals',
      `${formatCount(summary.resamples)} resamples of whole patients, BCa, else percentile; seed ${summary.seed}`,
    ],
    ...sorted(index).map(([key, value]): [string, string] => [`index ${key}`, String(value)]),
    ...sorted(versions).map(([key, value]): [string, string] => [`version ${key}`, value]),
  ]
  const found = sorted(problems).map(([kind, count]): [string, string] => [kind, formatCount(count)])
  return html`<section><h2>What made this report</h2>${pairTable(made)}</section>
${found.length === 0 ? html`` : html`<section><h2>Oddities of the input</h2>${pairTable(found)}</section>`}`
}

function pairTable(pairs: readonly [string, string][]): Markup {
  const rows = pairs.map(
    ([key, value]) => html`<tr><th scope="row">${key}</th><td><code>${value}</code></td></tr>
`,
  )
  return html`<div class="scroll"><table><tbody>${rows}</tbody></table></div>`
}

function sorted<V>(record: Readonly<Record<string, V>>): [string, V][] {
  return Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1))
}
