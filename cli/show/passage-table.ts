import { firstCharacters } from '../../base/text/whole-characters.js'
import type { Fact } from '../../corpus/instruction.js'
import { wrappedTable } from '../../eval/report/tables/plain-table.js'
import { visible } from '../../eval/report/tables/visible-text.js'
import { wrapText } from '../../eval/report/tables/wrap-text.js'
import { evidenceMark } from '../../pipeline/report/drill-down/evidence-mark.js'
import type { DroppedPassage, ShownPassage } from '../../retrievers/packing/context.js'

/** Keeps a row on one line of a wide terminal. */
const WHAT_CHARS = 60

/** A passage and the text of its row. `what` names the part of the passage that the row is about.*/
export type PassageRow = { readonly passage: ShownPassage | DroppedPassage; readonly what: string }

const ALIGNS = ['left', 'right', 'right', 'right', 'left', 'left', 'right', 'left'] as const

/**
 * Passages as a table. The parts of each score are a column if there is room, else they follow the table.
 * @param width in columns
 */
export function passageTable(rows: readonly PassageRow[], facts: readonly Fact[], width: number): string {
  const isExplained = rows.some(({ passage }) => passage.why !== undefined)
  const hasColumn = isExplained && width === Number.POSITIVE_INFINITY
  const head = ['', 'rank', 'label', 'score', 'date', 'type', 'tokens', 'what', ...(hasColumn ? ['why'] : [])]
  const cells = rows.map((row) => [...cellsOf(row, facts), ...(hasColumn ? [row.passage.why ?? ''] : [])])
  // Dropped passages and contexts of raw or plain text have no labels, and a chart without judgments has no marks: the text gets
  // their columns.
  const filled = [...head.keys()].filter(
    (i) => rows.length === 0 || width === Number.POSITIVE_INFINITY || cells.some((row) => row[i] !== ''),
  )
  const table = wrappedTable(
    {
      head: filled.map((i) => head[i]!),
      aligns: filled.map((i) => ALIGNS[i] ?? 'left'),
      rows: cells.map((row) => filled.map((i) => row[i]!)),
      labels: 0,
    },
    width,
  )
  return isExplained && !hasColumn ? `${table}\n${whyText(rows, width)}` : table
}

function cellsOf({ passage, what }: PassageRow, facts: readonly Fact[]): (string | number)[] {
  return [
    evidenceMark(passage, facts),
    passage.rank,
    'label' in passage && passage.label !== null ? `[${passage.label}]` : '',
    passage.score === null ? '' : passage.score.toFixed(4),
    passage.time?.slice(0, 16) ?? 'undated',
    shorten(oneLine(passage.type), 24),
    passage.tokens,
    what,
  ]
}

function whyText(rows: readonly PassageRow[], width: number): string {
  const lines = rows.flatMap(({ passage: { rank, why } }) => (why === undefined ? [] : [{ rank, why }]))
  const column = Math.max(...lines.map(({ rank }) => String(rank).length)) + 2
  return [
    'why, by rank:',
    ...lines.map(({ rank, why }) => wrapText(`${String(rank).padStart(column)}  ${why}`, width, column + 2)),
  ].join('\n')
}

/** The row of a whole passage. */
export function wholePassage(passage: ShownPassage | DroppedPassage): PassageRow {
  return { passage, what: whatOf(passage) }
}

/** The span of a note, or as many events as fit, by name, date and value. */
export function whatOf({ kind, documentIds, start, end, text }: DroppedPassage): string {
  if (kind === 'note') return `${oneLine(documentIds[0]!)} ${start}–${end}`
  const events = shorten(oneLine(text), WHAT_CHARS)
  return documentIds.length === 1 ? events : `${events} (${documentIds.length} events)`
}

/** The text with each run of white space replaced by one space. */
export function oneLine(text: string): string {
  return visible(text.replaceAll(/\s+/g, ' ').trim())
}

function shorten(text: string, chars: number): string {
  return text.length <= chars ? text : `${firstCharacters(text, chars - 1).trimEnd()}…`
}
