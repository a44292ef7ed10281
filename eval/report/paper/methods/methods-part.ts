import type { KitPart } from '../checklists/checklist.js'

/** A part of the Methods, as plain text. Each paragraph is one line; gaps that authors fill begin with YOU_WRITE. */
export type MethodsPart = {
  readonly part: KitPart
  readonly title: string
  readonly paragraphs: readonly string[]
}

const YOU_WRITE = 'You must write'

/** A gap for the authors. @param what what belongs there, as the end of a sentence */
export function gap(what: string): string {
  return `[${YOU_WRITE}: ${what}.]`
}

/** 'a, b and c'. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`
}

/** 'chunk sentence, windowTokens 64', in alphabetical order; empty without entries. */
export function entriesText(entries: Readonly<Record<string, string | number | boolean | null>>): string {
  return Object.entries(entries)
    .filter(([, value]) => value !== null)
    .map(([key, value]) => `${key} ${value}`)
    .sort()
    .join(', ')
}
