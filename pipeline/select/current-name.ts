import { strategyRow } from './registry/strategy-rows.js'

const BASE = /^[^+@]*/

/** The name that reports use: 'sift-lexicon+cut' is called 'sift-no-lexicon+cut' today. Any other name stays as it is. */
export function currentName(name: string): string {
  return name.replace(BASE, (base) => strategyRow(base)?.name ?? base)
}

/** Every name under which a strategy may be stored, its current one first. */
export function storedNames(name: string): string[] {
  const current = currentName(name)
  const former = current.replace(BASE, (base) => strategyRow(base)?.formerly ?? base)
  return former === current ? [current] : [current, former]
}

/** The current names of strategies, each once. @param tell gets one line if some of them have an old name */
export function currentNames(names: readonly string[], tell: (message: string) => void): string[] {
  const warning = renamedWarning(names)
  if (warning !== null) tell(warning)
  return [...new Set(names.map(currentName))]
}

/** A line about names that are no longer current; null if all names are current. */
export function renamedWarning(names: readonly string[]): string | null {
  const old = [...new Set(names)].filter((name) => currentName(name) !== name)
  if (old.length === 0) return null
  const pairs = old.map((name) => `'${name}' is now '${currentName(name)}'`)
  return `warning: renamed strategies are reported under their new names: ${pairs.join(', ')}`
}
