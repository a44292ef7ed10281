import Table from 'cli-table3'
import type { Fact } from '../corpus/instruction.js'
import { firstCharacters } from '../corpus/whole-characters.js'
import { visible } from '../eval/visible-text.js'
import type { DroppedPassage, ShownPassage } from '../retrievers/strategy.js'
import { evidenceMark } from './evidence-mark.js'

/** Keeps a row on one line of a wide terminal. */
const WHAT_CHARS = 60

/** A passage as a row tells it; `what` where only a part of it is meant. */
export type PassageRow = { readonly passage: ShownPassage | DroppedPassage; readonly what: string }

/** With a column that says of what each score is made, where the strategy can say it. */
export function passageTable(rows: readonly PassageRow[], facts: readonly Fact[]): string {
  const isExplained = rows.some(({ passage }) => passage.why !== undefined)
  const table = new Table({
    head: ['', 'rank', 'label', 'score', 'date', 'type', 'tokens', 'what', ...(isExplained ? ['why'] : [])],
    colAligns: ['left', 'right', 'right', 'right', 'left', 'left', 'right', 'left'],
    style: { head: [], border: [], compact: true },
  })
  for (const { passage, what } of rows) {
    table.push([
      evidenceMark(passage, facts),
      passage.rank,
      'label' in passage ? `[${passage.label}]` : '',
      passage.score === null ? '' : passage.score.toFixed(4),
      passage.time?.slice(0, 16) ?? 'undated',
      shorten(oneLine(passage.type), 24),
      passage.tokens,
      what,
      ...(isExplained ? [passage.why ?? ''] : []),
    ])
  }
  return table.toString()
}

export function wholePassage(passage: ShownPassage | DroppedPassage): PassageRow {
  return { passage, what: whatOf(passage) }
}

/** A span of a note, or the events by name, date and value as far as there is room. */
export function whatOf({ kind, documentIds, start, end, text }: DroppedPassage): string {
  if (kind === 'note') return `${oneLine(documentIds[0]!)} ${start}–${end}`
  const events = shorten(oneLine(text), WHAT_CHARS)
  return documentIds.length === 1 ? events : `${events} (${documentIds.length} events)`
}

export function oneLine(text: string): string {
  return visible(text.replaceAll(/\s+/g, ' ').trim())
}

function shorten(text: string, chars: number): string {
  return text.length <= chars ? text : `${firstCharacters(text, chars - 1).trimEnd()}…`
}
