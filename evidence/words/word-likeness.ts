import { isNumber } from './fold-words.js'

/** Words of this many letters may have one typing error, longer ones two. */
const ONE_SLIP = 4
const TWO_SLIPS = 9
const SHORTEST_STUB = 3
/** Prefixes that one letter turns into their opposite: 'hypotension' is not a misspelled 'hypertension'. */
const OPPOSITES = [/^hyp[eo]r?(?=\p{L}{4})/u, /^a[bd](?=duct)/u, /^int(?:er|ra)(?=\p{L}{3})/u]

/**
 * How likely one folded word means the other: 1 the same, between 0 and 1 misspelled or cut short, 0 another word, -1
 * a contradiction: another number, or its opposite.
 */
export function wordLikeness(a: string, b: string): number {
  if (a === b) return 1
  if (isNumber(a) || isNumber(b)) return isNumber(a) && isNumber(b) ? -1 : 0
  if (a[0] !== b[0]) return 0
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  if (slips(a, b, 2) <= 2 && OPPOSITES.some((prefix) => areOpposed(prefix.exec(a)?.[0], prefix.exec(b)?.[0])))
    return -1
  const allowed = long.length < ONE_SLIP ? 0 : short.length < TWO_SLIPS ? 1 : 2
  const made = slips(a, b, allowed)
  if (made <= allowed) return made === 1 ? 0.85 : 0.75
  return short.length >= SHORTEST_STUB && long.startsWith(short) ? 0.7 : 0
}

function areOpposed(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a !== b
}

/** Letters inserted, left out, changed or swapped with their neighbor (optimal string alignment); above `most`: `most` + 1. */
export function slips(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
  let before: number[] = []
  let above = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const changed = above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      row[j] = Math.min(changed, above[j]! + 1, row[j - 1]! + 1)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        row[j] = Math.min(row[j]!, before[j - 2]! + 1)
      }
    }
    if (Math.min(...row) > most) return most + 1
    before = above
    above = row
  }
  return Math.min(above[b.length]!, most + 1)
}
