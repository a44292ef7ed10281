import { flowFigure } from '../figures/flow-figure.js'
import { frontierFigure } from '../figures/frontier-figure.js'
import { measureFigures } from '../figures/measure-figures.js'
import { svgPdf } from '../figures/svg-pdf.js'
import { PROMPT_TOKENS, SECONDS } from '../overall/frontier-section.js'
import { seriesStyles } from '../page/series-style.js'
import type { KitPart } from './checklists/checklist.js'
import { checklistsLatex, checklistsMarkdown } from './checklists/checklist-text.js'
import { cohortTable } from './cohort-table.js'
import { contrastTable } from './contrast-table.js'
import { flowCsv } from './flow-csv.js'
import { frontierTable } from './frontier-table.js'
import { meansTables } from './means-tables.js'
import { methodsLatex, methodsMarkdown, methodsParts, promptsLatex } from './methods/methods-text.js'
import type { PaperFacts } from './paper-facts.js'
import { paperLatex } from './paper-latex.js'
import { tableCsv, tableLatex } from './paper-table.js'

/** A file of a kit. `path`: below the kit's folder, with '/'. */
export type KitFile = { readonly path: string; readonly content: string | Uint8Array }

/**
 * Everything that a paper about an experiment can be started from: a LaTeX document with flow, cohort, Methods, results, prompts and
 * reporting checklists, and each figure and table as files. The same results give the same bytes.
 */
export async function paperKit(facts: PaperFacts): Promise<KitFile[]> {
  const { summary, provenance, flow, cohort, frontier, prompts } = facts
  const parts = methodsParts(facts)
  const contrasts = contrastTable(summary)
  const figures = measureFigures(summary)
  const means = meansTables(facts)
  const styles = seriesStyles([...new Set(summary.cells.map(({ strategy }) => strategy))], summary.baseline)
  const byCost = [
    { frontier, cost: PROMPT_TOKENS },
    { frontier: provenance.execution.frontier ?? null, cost: SECONDS },
  ].flatMap(({ frontier: one, cost }) =>
    one === null
      ? []
      : [{ figure: frontierFigure(one, cost, styles), table: frontierTable(one, cost, summary) }],
  )
  const costs = byCost.map(({ figure }) => figure)
  const flowDrawn = {
    name: 'flow',
    caption: `Patients and instructions that were read, left out, usable and scored on ${flow.measure}.`,
    svg: flowFigure(flow),
  }
  const tables = [
    cohortTable(cohort),
    ...(contrasts === null ? [] : [contrasts]),
    ...byCost.map(({ table }) => table),
  ]
  const has = kitParts(
    facts,
    parts.map(({ part }) => part),
    contrasts !== null,
  )
  const included = {
    flow: flowDrawn,
    costs,
    figures,
    tables: means.map(({ name }) => name),
    hasContrasts: contrasts !== null,
  }
  return [
    { path: 'paper.tex', content: paperLatex(facts, included) },
    { path: 'methods.tex', content: methodsLatex(parts) },
    { path: 'methods.md', content: methodsMarkdown(parts) },
    { path: 'prompts.tex', content: promptsLatex(prompts) },
    ...prompts.map(({ file, template }) => ({ path: `prompts/${file}`, content: `${template}\n` })),
    { path: 'checklist.tex', content: checklistsLatex(has) },
    { path: 'checklist.md', content: checklistsMarkdown(has) },
    ...(
      await Promise.all(
        [flowDrawn, ...costs, ...figures].map(async ({ name, svg }) => [
          { path: `figures/${name}.svg`, content: svg },
          { path: `figures/${name}.pdf`, content: await svgPdf(svg) },
        ]),
      )
    ).flat(),
    { path: 'tables/flow.csv', content: flowCsv(flow) },
    ...tables.flatMap((table) => [
      { path: `tables/${table.name}.tex`, content: tableLatex(table) },
      { path: `tables/${table.name}.csv`, content: tableCsv(table) },
    ]),
    ...means.flatMap(({ name, latex, csv }) => [
      { path: `tables/${name}.tex`, content: latex },
      { path: `tables/${name}.csv`, content: csv },
    ]),
  ]
}

/** What the checklists may point to. The part about models reports something only if a model answered. */
function kitParts(facts: PaperFacts, methods: readonly KitPart[], hasContrasts: boolean): Set<KitPart> {
  const parts = new Set<KitPart>([...methods, 'flow', 'cohort', 'means'])
  if (facts.models.length === 0) parts.delete('models')
  if (facts.prompts.length > 0) parts.add('prompts')
  if (facts.plan !== null) parts.add('plan')
  if (hasContrasts) parts.add('contrasts')
  return parts
}
