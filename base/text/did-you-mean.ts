/** At most this many names are offered. */
const MOST_OFFERED = 3

/**
 * The known names that are most like a given one; none if nothing is near. Case and the marks between words do not
 * count: 'ROUGE_L' is 'rouge-l'.
 */
export function nearestNames(given: string, known: readonly string[]): string[] {
  const wanted = folded(given)
  if (wanted === '') return []
  const near = known
    .map((name) => ({ name, distance: editDistance(wanted, folded(name)) }))
    .filter(({ name, distance }) => distance <= mostEdits(wanted, folded(name)))
  const least = Math.min(...near.map(({ distance }) => distance))
  const best = near.filter(({ distance }) => distance === least).map(({ name }) => name)
  return (best.length > 0 ? best : containing(wanted, known)).slice(0, MOST_OFFERED)
}

/**
 * The message for an unknown name: the nearest names, else all.
 * @param kind as a reader calls it: 'strategy'
 * @param listing the command that lists them all with what they mean; null if there is none
 */
export function unknownName(
  kind: string,
  given: string,
  { known, listing }: { readonly known: readonly string[]; readonly listing: string | null },
): string {
  const nearest = nearestNames(given, known)
  const more = listing === null ? '' : ` ('${listing}' lists all)`
  if (nearest.length === 0) return `unknown ${kind} '${given}'; known are ${known.join(', ')}`
  return `unknown ${kind} '${given}': did you mean ${oneOf(nearest)}?${more}`
}

/** ": did you mean 'a'?", to be put after what was found; empty if no known name is near. */
export function guessOf(given: string, known: readonly string[]): string {
  const nearest = nearestNames(given, known)
  return nearest.length === 0 ? '' : `: did you mean ${oneOf(nearest)}?`
}

/** "'a', 'b' or 'c'" */
export function oneOf(names: readonly string[]): string {
  const quoted = names.map((name) => `'${name}'`)
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`
}

function folded(name: string): string {
  return name.toLowerCase().replaceAll(/[-_\s]/g, '')
}

/** At most three edits, and at most one per three letters of the longer word. */
function mostEdits(a: string, b: string): number {
  return Math.min(3, Math.floor(Math.max(a.length, b.length) / 3))
}

function containing(wanted: string, known: readonly string[]): string[] {
  if (wanted.length < 3) return []
  return known.filter((name) => folded(name).startsWith(wanted) || wanted.startsWith(folded(name)))
}

/** Insertions, deletions, substitutions and swaps of neighbors (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const substituted = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, substituted, isSwap ? before[j - 2]! + 1 : Infinity)
    }
    before = last
    last = row
  }
  return last[b.length]!
}
