import { budgetHead } from '../../compare/arms/budget-text.js'
import type { Summary } from '../../compare/summarise.js'
import type { Provenance } from '../provenance.js'
import { formatInterval, formatNumber, pointsOf } from './format-value.js'
import { gridCaption, type MarkedCell, type SummaryGrid, summaryGrids } from './summary-grid.js'

const HEAD = '% Needs \\usepackage{booktabs}; pdfLaTeX, XeLaTeX and LuaLaTeX read it.\n'

/**
 * A table environment for each measure and generator, to be \input; means above their intervals, rules by booktabs.
 * @param cautions sentences at the end of every caption
 */
export function latexTables(
  summary: Summary,
  provenance: Provenance,
  cautions: readonly string[] = [],
): string {
  return (
    HEAD +
    summaryGrids(summary)
      .map((grid) => meansLatex(grid, { summary, provenance, cautions }))
      .join('\n')
  )
}

/** What the caption of a table of means is made from. */
type CaptionFacts = {
  readonly summary: Summary
  readonly provenance: Provenance
  readonly cautions: readonly string[]
}

/** The table environment of one grid. */
export function meansLatex(grid: SummaryGrid, { summary, provenance, cautions }: CaptionFacts): string {
  return latexTable(grid, [gridCaption(grid, summary, provenance), ...cautions].join(' '))
}

function latexTable(grid: SummaryGrid, caption: string): string {
  const head = ['strategy', ...grid.budgets.map(budgetHead)].map(escapeLatex)
  const rows = grid.rows.flatMap(({ strategy, isBaseline, cells }) => [
    row([escapeLatex(`${strategy}${isBaseline ? ' (baseline)' : ''}`), ...cells.map(meanText)]),
    row(['', ...cells.map(intervalText)]),
  ])
  return `\\begin{table}
  \\centering
  \\caption{${escapeLatex(caption)}}
  \\begin{tabular}{l${'r'.repeat(grid.budgets.length)}}
    \\toprule
${row(head)}    \\midrule
${rows.join('')}    \\bottomrule
  \\end{tabular}
\\end{table}
`
}

function row(cells: readonly string[]): string {
  return `    ${cells.join(' & ')} \\\\\n`
}

/** The strategy has other budgets. */
const NO_ARM = '\\textendash{}'

function meanText(cell: MarkedCell | null): string {
  if (cell === null) return NO_ARM
  if (cell.mean === null) return '{\\footnotesize unscored}'
  const mark = cell.mark === '' ? '' : `$^{${cell.mark.replace('−', '-')}}$`
  return `${escapeLatex(formatNumber(cell.mean * pointsOf(cell.measure)))}${mark}`
}

function intervalText(cell: MarkedCell | null): string {
  if (cell === null) return ''
  const interval =
    cell.interval === null ? [] : [escapeLatex(formatInterval(cell.interval, pointsOf(cell.measure)))]
  const n = cell.unscored.length === 0 ? [] : [`$n=${cell.n}$`]
  const parts = [...interval, ...n]
  return parts.length === 0 ? '' : `{\\scriptsize ${parts.join(', ')}}`
}

const SPECIAL: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  $: '\\$',
  '&': '\\&',
  '#': '\\#',
  '%': '\\%',
  _: '\\_',
  '^': '\\textasciicircum{}',
  '~': '\\textasciitilde{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '"': '\\texttt{\\char34}',
  '`': '\\texttt{\\char96}',
  // After the end of a row it would begin an option.
  '[': '{[}',
  '−': '$-$',
  '–': '\\textendash{}',
  '—': '\\textemdash{}',
  '‘': '\\textquoteleft{}',
  '’': "'",
  '“': '\\textquotedblleft{}',
  '”': '\\textquotedblright{}',
  '…': '\\ldots{}',
  '±': '$\\pm$',
  '×': '$\\times$',
  '≤': '$\\leq$',
  '≥': '$\\geq$',
}

// What pdfLaTeX sets in its standard encoding (OT1) without a further package: not eth, thorn, letters with an ogonek.
const KNOWN = /[ -~À-ÏÑ-ÖØ-Ýß-ïñ-öø-ýÿĆćČčĎďĚěĞğİıŁłŃńŇňŐőŒœŔŕŘřŚśŞşŠšŤťŮůŰűŹźŻżŽžŸ]/

// Two in a row would become a dash or a quotation mark.
const LIGATURE = /([-'])(?=\1)/g

/**
 * Text that LaTeX prints unchanged. A character that its input encoding may not know is written as its code point, since it would
 * stop the run.
 */
export function escapeLatex(text: string): string {
  return Array.from(text.replaceAll(/\s+/g, ' '), (character) => {
    const special = SPECIAL[character]
    if (special !== undefined) return special
    if (KNOWN.test(character)) return character
    return `{[}U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`
  })
    .join('')
    .replaceAll(LIGATURE, '$1{}')
}
