import { escapeLatex } from '../../tables/latex-table.js'
import { longTableLatex } from '../paper-table.js'
import { type CheckedItem, type Checklist, checkedItems, type KitPart } from './checklist.js'
import { MI_CLEAR_LLM } from './mi-clear-llm.js'
import { TRIPOD_LLM } from './tripod-llm.js'

const CHECKLISTS: readonly Checklist[] = [TRIPOD_LLM, MI_CLEAR_LLM]

const COLUMNS = [
  { name: 'item', kind: 'text' },
  { name: 'asks for', kind: 'prose', share: 0.34 },
  { name: 'in this kit', kind: 'prose', share: 0.5 },
] as const

/** The guidelines as long tables, to be \input. */
export function checklistsLatex(parts: ReadonlySet<KitPart>): string {
  return CHECKLISTS.map((checklist) => {
    const { name, follows } = checklist
    const rows = checkedItems(checklist, parts).map((item) => [item.number, item.asks, statusText(item)])
    const table = { name, caption: `${name}, item by item.`, columns: COLUMNS, rows }
    return `\\subsection{${name}}\n\n${escapeLatex(follows)}\n\n${longTableLatex(table)}`
  }).join('\n')
}

/** The same for a word processor. */
export function checklistsMarkdown(parts: ReadonlySet<KitPart>): string {
  const text = CHECKLISTS.map((checklist) => {
    const rows = checkedItems(checklist, parts).map(
      (item) => `| ${[item.number, item.asks, statusText(item)].map(cell).join(' | ')} |\n`,
    )
    const head = `| ${COLUMNS.map(({ name }) => name).join(' | ')} |\n| --- | --- | --- |\n`
    return `## ${checklist.name}\n\n${checklist.follows}\n\n${head}${rows.join('')}`
  })
  return `# Reporting checklists\n\n${text.join('\n')}`
}

/** 'reported here: …; you must write this: …'. */
function statusText({ reported, write }: CheckedItem): string {
  const here = reported.length === 0 ? [] : [`reported here: ${reported.join('; ')}.`]
  return [...here, ...(write === null ? [] : [`you must write this: ${write}`])].join(' ')
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|')
}
