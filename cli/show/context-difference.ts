import type { Fact } from '../../corpus/instruction.js'
import type { Context, ShownPassage } from '../../retrievers/packing/context.js'
import { type PassageRow, passageTable, whatOf } from './passage-table.js'

/** `width`: of the terminal, in characters. */
export type ShownDifference = {
  readonly contexts: readonly [Context, Context]
  readonly facts: readonly Fact[]
  readonly width: number
}

/** What each of two contexts shows that the other does not. */
export function differenceText(
  names: readonly [string, string],
  { contexts, facts, width }: ShownDifference,
): string {
  const [first, second] = contexts
  const parts = [
    onlyIn(names[0], { rows: rowsOnlyIn(first, second), context: first, settings: { facts, width } }),
    onlyIn(names[1], { rows: rowsOnlyIn(second, first), context: second, settings: { facts, width } }),
  ]
  return `${parts.join('\n')}\n`
}

function rowsOnlyIn({ passages }: Context, other: Context): PassageRow[] {
  return passages.flatMap((passage) => lackingIn(other.passages, passage) ?? [])
}
type OneSide = {
  readonly rows: readonly PassageRow[]
  readonly context: Context
  readonly settings: { readonly facts: readonly Fact[]; readonly width: number }
}

function onlyIn(name: string, { rows, context: { passages }, settings: { facts, width } }: OneSide): string {
  const common = `${passages.length - rows.length} of its ${passages.length} passages are in the other too`
  if (rows.length === 0) return `only in ${name}: nothing (${common})`
  return `only in ${name} (${common}):\n${passageTable(rows, facts, width)}`
}

/** A row for the part of the passage that the others do not show; null if they show all of it. */
function lackingIn(others: readonly ShownPassage[], passage: ShownPassage): PassageRow | null {
  const what = whatOf(passage)
  if (passage.kind === 'events') {
    const shown = new Set(others.flatMap(({ documentIds }) => documentIds))
    const lacking = passage.documentIds.filter((id) => !shown.has(id)).length
    if (lacking === 0) return null
    return { passage, what: lacking === passage.documentIds.length ? what : `${what}, ${lacking} missing` }
  }
  const size = passage.end! - passage.start!
  const lacking = size - charactersShown(others, passage)
  if (lacking === 0) return null
  return { passage, what: lacking === size ? what : `${what}, ${lacking} characters missing` }
}

/** The number of characters of a note's span that the others show. */
function charactersShown(others: readonly ShownPassage[], { documentIds, start, end }: ShownPassage): number {
  let covered = 0
  let at = start!
  const ofNote = others.filter((one) => one.kind === 'note' && one.documentIds[0] === documentIds[0])
  for (const one of [...ofNote].sort((a, b) => a.start! - b.start!)) {
    const from = Math.max(one.start!, at)
    const to = Math.min(one.end!, end!)
    if (to <= from) continue
    covered += to - from
    at = to
  }
  return covered
}
