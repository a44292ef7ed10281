import type { Need } from '../measured/measure-row.js'
import { factsOf, measures } from './measure-registry.js'

/** Whether a measure of an experiment needs something; false if the name is not that of a measure. */
export function needs(name: unknown, need: Need): boolean {
  return typeof name === 'string' && Object.hasOwn(measures, name) && measures[name]!.needs.includes(need)
}

/** The measures of an experiment that need something. */
export function measuresThatNeed(need: Need): string[] {
  return Object.keys(measures).filter((name) => needs(name, need))
}

/** Whether a measure, by either of its names, finds no word in a text of another script. */
export function readsAsciiOnly(name: string): boolean {
  return factsOf(name)?.readsAsciiOnly === true
}
