import { STANDARD_COLUMNS, wrapText } from '../../../eval/report/tables/wrap-text.js'

/** Something that can be named on the command line or in an experiment file. */
export type Entry = {
  readonly name: string
  /** What it is, in one sentence; null if the name is enough. */
  readonly text: string | null
  /** Other spellings that are accepted. */
  readonly aliases?: readonly string[]
}

/** Names under one heading of a list. */
export type Group = { readonly title: string; readonly entries: readonly Entry[] }

/** The sentence of a longer name starts on the next line. */
const MOST_NAME_COLUMNS = 26

/** Groups for the terminal: one name per line, with its sentence beside it; names without sentences share lines. */
export function listingText(groups: readonly Group[], width = STANDARD_COLUMNS): string {
  const entries = groups.flatMap((group) => group.entries)
  const longest = Math.max(0, ...entries.filter(({ text }) => text !== null).map(({ name }) => name.length))
  const column = Math.min(longest, MOST_NAME_COLUMNS) + 4
  return groups.map((group) => groupText(group, column, width)).join('\n')
}

function groupText({ title, entries }: Group, column: number, width: number): string {
  const bare = entries.filter(({ text }) => text === null).map(({ name }) => name)
  const lines = entries
    .filter(({ text }) => text !== null)
    .map((entry) => {
      const also = entry.aliases?.length ? ` (also: ${entry.aliases.join(', ')})` : ''
      const name = `  ${entry.name}`
      const fits = name.length + 2 <= column
      const rest = wrapText(`${' '.repeat(column)}${entry.text}${also}`, width, column)
      return fits ? `${name.padEnd(column)}${rest.slice(column)}` : `${name}\n${rest}`
    })
  if (bare.length > 0) lines.push(wrapText(`  ${bare.join(', ')}`, width))
  return `${[title, ...lines].join('\n')}\n`
}
