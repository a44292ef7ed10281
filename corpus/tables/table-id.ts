import type { ProblemTally } from '../problem.js'

/** What pandas and databases write for a missing id. */
const MISSING = /^(?:nan|null|none|<na>)?$/i
const WHOLE_FLOAT = /^(\d+)\.0+$/
const SCIENTIFIC = /^(\d)\.(\d+)e\+(\d+)$/i

/**
 * An id as every table's ids are compared: without blanks and quotes around it, and a whole number that was read as a float
 * ('7.0', '7.06e+09') as that number. Leading zeros stay: 007 is another id than 7. '' if there is none.
 */
export function tableId(cell: string): string {
  const bare = cell.trim()
  const id = /^"[^"]*"$/.test(bare) ? bare.slice(1, -1).trim() : bare
  if (MISSING.test(id)) return ''
  return WHOLE_FLOAT.exec(id)?.[1] ?? writtenOut(id) ?? id
}

/** '7.060080173e+09' as 7060080173; null if it is not a whole number in that form. */
function writtenOut(id: string): string | null {
  const [, first, rest, exponent] = SCIENTIFIC.exec(id) ?? []
  if (first === undefined || rest === undefined) return null
  const digits = rest.replace(/0+$/, '')
  // pandas cannot have read a larger number without loss.
  const places = Number(exponent)
  return digits.length <= places && places < 16 ? first + digits.padEnd(places, '0') : null
}

/** Reads the ids of one table and counts those that it spells in more than one way, which are read as one. */
export class TableIds {
  readonly #problems: ProblemTally
  readonly #spellings = new Map<string, string>()

  constructor(problems: ProblemTally) {
    this.#problems = problems
  }

  read(cell: string, where: string): string {
    const id = tableId(cell)
    const spelling = cell.trim()
    const known = this.#spellings.get(id)
    if (known === undefined) this.#spellings.set(id, spelling)
    else if (known !== spelling && id !== '') {
      this.#problems.add('id spelled in more than one way (as 7 and 7.0), read as one', where)
    }
    return id
  }
}
