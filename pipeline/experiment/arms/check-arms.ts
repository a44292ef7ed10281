import { indexOfArm, strategyOfArm } from '../../select/arm.js'
import { currentName } from '../../select/current-name.js'
import { isStrategyName } from '../../select/strategy-name.js'
import { fieldOf, listIn, quoted } from '../form/field-of.js'
import { indexNames } from '../indexes/index-list.js'
import type { FieldPath, Tell } from '../yaml-file.js'
import { expandArms } from './experiment-arms.js'
import { strategyOfEntry } from './own-budgets.js'

/** The end of a sentence about a name that a list has already. */
export const LISTED_TWICE = 'is listed twice'

/**
 * Checks the strategies and indexes of an experiment file against each other: the list has every index that a strategy names,
 * and no arm is listed twice.
 */
export function checkArms(file: unknown, tell: Tell): void {
  const strategies = listIn(file, 'strategies').map(strategyOfEntry)
  const index = fieldOf(file, 'index')
  const indexes = Array.isArray(index) ? indexNames(index) : []
  // If the list has a problem, the names of its indexes are unknown, and so are the arms.
  if (indexes === null) return
  strategies.forEach((name, i) => {
    if (isArm(name)) requireIndex(['strategies', i], { value: name, indexes, tell })
  })
  requireDistinctArms(strategies, indexes, tell)
}

/** The arms that a file names, before its form is known to be right. */
export type NamedArms = {
  readonly names: readonly string[]
  readonly indexes: readonly string[]
  readonly hasOwnBudgets: (strategy: string) => boolean
  /** The budgets of a strategy as the file has them. */
  readonly budgetsOf: (strategy: string) => readonly unknown[]
}

/** The arms of a file; null if its list of indexes has a problem. */
export function namedArms(file: unknown): NamedArms | null {
  const entries = listIn(file, 'strategies')
  const index = fieldOf(file, 'index')
  const indexes = Array.isArray(index) ? indexNames(index) : []
  if (indexes === null) return null
  const own = new Map<string, readonly unknown[]>()
  const names = entries.flatMap((entry) => {
    const name = strategyOfEntry(entry)
    if (!isArm(name) || !isKnown(name, indexes)) return []
    const arms = expandArms([currentName(name)], indexes)
    if (typeof entry === 'object' && entry !== null)
      for (const arm of arms) own.set(arm, Object.values(entry).flat())
    return arms
  })
  const shared = listIn(file, 'budgets')
  return {
    names: [...new Set(names)],
    indexes,
    hasOwnBudgets: (strategy) => own.has(strategy),
    budgetsOf: (strategy) => own.get(strategy) ?? shared,
  }
}

/** Whether it names a strategy, or a strategy on an index ('hybrid@tokens-64'). */
export function isArm(name: unknown): name is string {
  return typeof name === 'string' && isStrategyName(strategyOfArm(name))
}

function isKnown(name: string, indexes: readonly string[]): boolean {
  const index = indexOfArm(name)
  return index === null || indexes.includes(index)
}
type NamedIndex = {
  readonly value: string
  readonly indexes: readonly string[]
  readonly tell: Tell
}

export function requireIndex(path: FieldPath, { value: name, indexes, tell }: NamedIndex): void {
  if (isKnown(name, indexes)) return
  tell(
    path,
    indexes.length === 0
      ? `'${name}' names an index: expected a list of indexes under 'index', found none`
      : `'${name}' names no index of this experiment: expected one of ${indexes.map(quoted).join(', ')}`,
  )
}

function requireDistinctArms(strategies: readonly unknown[], indexes: readonly string[], tell: Tell): void {
  const seen = new Set<string>()
  strategies.forEach((name, i) => {
    if (!isArm(name)) return
    const own = expandArms([name], indexes)
    const again = own.find((arm) => seen.has(arm))
    // Duplicates are reported elsewhere.
    if (again !== undefined && strategies.indexOf(name) === i)
      tell(['strategies', i], `'${again}' ${LISTED_TWICE}`)
    for (const arm of own) seen.add(arm)
  })
}
type NamedArm = {
  readonly strategy: string
  readonly arms: readonly string[]
  readonly tell: Tell
}

export function requireArm(path: FieldPath, { strategy: name, arms, tell }: NamedArm): void {
  if (arms.includes(name)) return
  const own = arms.filter((arm) => strategyOfArm(arm) === name)
  tell(
    path,
    own.length === 0
      ? `'${name}' is not among the strategies of this experiment`
      : `'${name}' runs on several indexes: expected one of ${own.map(quoted).join(', ')}`,
  )
}
