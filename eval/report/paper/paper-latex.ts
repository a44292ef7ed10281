import type { Figure } from '../figures/measure-figures.js'
import { rankSentence } from '../overall/rank-sentence.js'
import { escapeLatex } from '../tables/latex-table.js'
import { headlineNote, verdictOf } from '../verdict/verdict.js'
import { gap } from './methods/methods-part.js'
import type { PaperFacts } from './paper-facts.js'

/** The files that the document includes, without endings. Figures are PDF. */
export type Included = {
  readonly flow: Figure
  /** Quality against costs, each with a table of the same name. */
  readonly costs: readonly Figure[]
  readonly figures: readonly Figure[]
  readonly tables: readonly string[]
  readonly hasContrasts: boolean
}

/** The document that includes everything else of a kit. pdfLaTeX compiles it in the kit's folder. */
export function paperLatex({ summary, provenance, cautions, ranks }: PaperFacts, included: Included): string {
  const { flow, costs, figures, tables, hasContrasts } = included
  const ranked = ranks === null || ranks.reason !== null ? null : rankSentence(ranks)
  const note = headlineNote(summary)
  const results = [...provenance.warnings, ...cautions.filter((one) => !provenance.warnings.includes(one))]
  const paragraph = (text: string) => `${escapeLatex(text)}\n`
  return `\\documentclass[11pt,a4paper]{article}
\\usepackage[utf8]{inputenc}
\\usepackage[margin=22mm]{geometry}
\\usepackage{array,booktabs,longtable,graphicx}
\\setlength{\\parindent}{0pt}\\setlength{\\parskip}{5pt}\\setlength{\\belowcaptionskip}{5pt}\\emergencystretch=3em
\\title{${escapeLatex(provenance.name)}}
\\author{${escapeLatex(gap('the authors'))}}
\\date{}
\\begin{document}
\\maketitle
\\section{Methods}
\\input{methods}
\\clearpage
\\section{Results}
${results.map(paragraph).join('\n')}
\\subsection{Participants}
${figureLatex(flow)}
\\input{tables/cohort}
\\clearpage
\\subsection{Comparisons}
${paragraph(verdictOf(summary))}
${note === '' ? '' : `${paragraph(note)}\n`}${ranked === null ? '' : `${paragraph(ranked)}\n`}${hasContrasts ? '\\input{tables/contrasts}\n' : ''}\\clearpage
${costs.map((figure) => `${figureLatex(figure)}\\input{tables/${figure.name}}\n\\clearpage\n`).join('')}\\subsection{Means}
${figures.map(figureWithClear).join('')}\\clearpage
${tables.map((name) => `\\input{tables/${name}}\n\\clearpage\n`).join('')}\\appendix
\\section{Prompts}
\\input{prompts}
\\clearpage
\\section{Reporting checklists}
\\input{checklist}
\\end{document}
`
}

/** LaTeX keeps only so many figures in waiting. */
const MOST_WAITING = 4

function figureWithClear(figure: Figure, i: number): string {
  return `${figureLatex(figure)}${i % MOST_WAITING === MOST_WAITING - 1 ? '\\clearpage\n' : ''}`
}

function figureLatex({ name, caption }: Figure): string {
  return `\\begin{figure}[htbp]
  \\centering
  \\includegraphics[width=\\linewidth,height=0.8\\textheight,keepaspectratio]{figures/${name}.pdf}
  \\caption{${escapeLatex(caption)}}
\\end{figure}
`
}
