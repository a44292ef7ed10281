import { checkLine } from './check-line.js'
import type { ContextLine } from './context-line.js'
import type { CheckedCorpus } from './read-corpus.js'

/** What the lines should have been made for; null: whatever they themselves name. */
export type Grid = { readonly strategies: readonly string[]; readonly budgets: readonly number[] } | null

export type Checked = {
  readonly lines: number
  readonly passages: number
  /** Instruction, strategy and budget of the first violation of each kind, and how many there are. */
  readonly violations: ReadonlyMap<string, { readonly count: number; readonly first: string }>
}

/** Checks every line by itself, then that none is missing, doubled or beside the grid. */
export function checkContexts(lines: Iterable<ContextLine>, corpus: CheckedCorpus, grid: Grid): Checked {
  const violations = new Map<string, { count: number; first: string }>()
  const failAt = (first: string, kind: string) => {
    const known = violations.get(kind)
    if (known) known.count++
    else violations.set(kind, { count: 1, first })
  }
  const seen = new Map<string, number>()
  const own = { instructions: new Set<string>(), strategies: new Set<string>(), budgets: new Set<number>() }
  let passages = 0
  for (const line of lines) {
    const where = `${line.instructionId} ${line.strategy} ${line.budget}`
    checkLine(line, corpus, (kind) => failAt(where, kind))
    passages += line.passages.length
    seen.set(where, (seen.get(where) ?? 0) + 1)
    own.instructions.add(line.instructionId)
    own.strategies.add(line.strategy)
    own.budgets.add(line.budget)
  }
  const withRecord = [...corpus.instructions]
    .filter(([, patient]) => corpus.hasRecord(patient))
    .map(([id]) => id)
  const instructions = grid === null ? [...own.instructions] : withRecord
  const expected = new Set<string>()
  for (const instruction of instructions) {
    for (const strategy of grid?.strategies ?? own.strategies) {
      for (const budget of grid?.budgets ?? own.budgets) expected.add(`${instruction} ${strategy} ${budget}`)
    }
  }
  for (const where of expected) if (!seen.has(where)) failAt(where, 'every cell of the grid has a line')
  for (const [where, count] of seen) {
    if (count > 1) failAt(where, 'a cell of the grid has one line')
    // An instruction without a record may be told of with its reason.
    const [instruction = ''] = where.split(' ')
    const isOrphan = !corpus.hasRecord(corpus.instructions.get(instruction) ?? '')
    if (!expected.has(where) && !isOrphan) failAt(where, 'a line belongs to the grid')
  }
  return { lines: [...seen.values()].reduce((total, count) => total + count, 0), passages, violations }
}
