import { escapeLatex } from '../../tables/latex-table.js'
import type { PaperFacts, UsedPrompt } from '../paper-facts.js'
import { measuresPart, softwarePart, statisticsPart } from './methods-analysis.js'
import { dataPart, selectionPart } from './methods-data.js'
import { computePart, generatorsPart, judgesPart } from './methods-models.js'
import type { MethodsPart } from './methods-part.js'

/** The Methods, in the order of a paper. */
export function methodsParts(facts: PaperFacts): MethodsPart[] {
  return [
    dataPart(facts),
    selectionPart(facts),
    generatorsPart(facts),
    judgesPart(facts),
    measuresPart(facts),
    statisticsPart(facts),
    computePart(facts),
    softwarePart(facts),
  ].filter((part) => part !== null)
}

/** Subsections, to be \input. */
export function methodsLatex(parts: readonly MethodsPart[]): string {
  return parts
    .map(({ title, paragraphs }) =>
      [`\\subsection{${title}}`, ...paragraphs.map(paragraphLatex)].join('\n\n'),
    )
    .join('\n\n')
    .concat('\n')
}

/** A hash may break, since it is wider than a line. */
function paragraphLatex(text: string): string {
  return escapeLatex(text).replaceAll(/[0-9a-f]{8}(?=[0-9a-f]{8})/g, '$&\\allowbreak{}')
}

/** The same for a word processor. */
export function methodsMarkdown(parts: readonly MethodsPart[]): string {
  const text = parts.map(({ title, paragraphs }) => [`## ${title}`, ...paragraphs].join('\n\n'))
  return `${['# Methods', ...text].join('\n\n')}\n`
}

/** Prompts in full, each line as a paragraph in typewriter letters, so that long lines break. */
export function promptsLatex(prompts: readonly UsedPrompt[]): string {
  const text = prompts.map(({ file, used, template }) => {
    const lines = template
      .split('\n')
      .map((line) => (line === '' ? '\\medskip' : `\\noindent ${escapeLatex(line)}\\par`))
    return `\\subsection{${escapeLatex(file)}}\n\nUsed ${escapeLatex(used)}. Names in double braces stand for what is filled in.\n\n{\\ttfamily\\small\\raggedright\n${lines.join('\n')}\n}\n`
  })
  return text.length === 0 ? 'No prompt was sent to a language model.\n' : text.join('\n')
}
