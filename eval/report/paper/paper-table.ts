import { csvField } from '../report-files.js'
import { escapeLatex } from '../tables/latex-table.js'

/** A column of a table. 'prose' breaks its lines; `share`: of the width of the text, for prose. */
export type PaperColumn = { readonly name: string } & (
  | { readonly kind: 'text' | 'number' }
  | { readonly kind: 'prose'; readonly share: number }
)

/** A table for a paper, as text. `name`: of its files, without an ending. */
export type PaperTable = {
  readonly name: string
  readonly caption: string
  readonly columns: readonly PaperColumn[]
  readonly rows: readonly (readonly string[])[]
}

/** A table environment with rules by booktabs, to be \input. */
export function tableLatex({ caption, columns, rows }: PaperTable): string {
  return `\\begin{table}[htbp]
  \\centering\\small
  \\caption{${escapeLatex(caption)}}
  \\begin{tabular}{${columns.map(columnSpec).join('')}}
    \\toprule
${latexRow(columns.map(({ name }) => name))}    \\midrule
${rows.map(latexRow).join('')}    \\bottomrule
  \\end{tabular}
\\end{table}
`
}

/** A table that continues on the next page, for longtable. */
export function longTableLatex({ caption, columns, rows }: PaperTable): string {
  const head = latexRow(columns.map(({ name }) => name))
  return `{\\small
\\begin{longtable}{${columns.map(columnSpec).join('')}}
  \\caption{${escapeLatex(caption)}}\\\\
    \\toprule
${head}    \\midrule
  \\endfirsthead
    \\toprule
${head}    \\midrule
  \\endhead
    \\bottomrule
  \\endfoot
${rows.map(latexRow).join('')}\\end{longtable}
}
`
}

/** RFC 4180, without the caption; lines end with \n. */
export function tableCsv({ columns, rows }: Pick<PaperTable, 'columns' | 'rows'>): string {
  const lines = [columns.map(({ name }) => name), ...rows]
  return lines.map((cells) => `${cells.map(csvField).join(',')}\n`).join('')
}

function columnSpec(column: PaperColumn): string {
  if (column.kind === 'prose') return `>{\\raggedright\\arraybackslash}p{${column.share}\\linewidth}`
  return column.kind === 'number' ? 'r' : 'l'
}

function latexRow(cells: readonly string[]): string {
  return `    ${cells.map(escapeLatex).join(' & ')} \\\\\n`
}
