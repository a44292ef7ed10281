import { isIndexBaseline } from '../../../eval/compare/baseline.js'
import { indexOfArm, strategyOfArm } from '../../select/arm.js'
import { isStrategyName } from '../../select/strategy-name.js'
import { fieldOf, listIn, quoted } from '../form/field-of.js'
import type { FieldPath, Tell } from '../yaml-file.js'
import { expandArms } from './experiment-arms.js'
import { indexNames } from './index-list.js'

/** The end of a sentence about a name that a list has already. */
export const LISTED_TWICE = 'is listed twice'

/**
 * Checks the strategies, indexes and comparisons of an experiment file against each other: the list has every index that a
 * strategy names, no arm is listed twice, and comparisons name arms.
 */
export function checkArms(file: unknown, tell: Tell): void {
  const strategies = listIn(file, 'strategies')
  const index = fieldOf(file, 'index')
  const indexes = Array.isArray(index) ? indexNames(index) : []
  // If the list has a problem, the names of its indexes are unknown, and so are the arms.
  if (indexes === null) return
  strategies.forEach((name, i) => {
    if (isArm(name)) checkIndex(['strategies', i], { value: name, indexes, tell })
  })
  requireDistinctArms(strategies, indexes, tell)
  const { baseline, primary } = Object(fieldOf(file, 'compare')) as { baseline?: unknown; primary?: unknown }
  const named = strategies.filter(isArm).filter((name) => isKnown(name, indexes))
  const arms = [...new Set(expandArms(named, indexes))]
  if (typeof baseline === 'string' && isIndexBaseline(baseline))
    checkIndex(['compare', 'baseline'], { value: baseline, indexes, tell })
  else if (isArm(baseline)) requireArm(['compare', 'baseline'], { strategy: baseline, arms, tell })
  const strategy = fieldOf(primary, 'strategy')
  if (!isArm(strategy)) return
  const path = ['compare', 'primary', 'strategy']
  requireArm(path, { strategy, arms, tell })
  if (strategy === baseline) tell(path, `'${strategy}' is the baseline itself`)
  if (typeof baseline !== 'string' || !isIndexBaseline(baseline)) return
  const own = indexOfArm(strategy)
  if (own === null) tell(path, `'${strategy}' is on no index, and the baseline '${baseline}' is one`)
  else if (`@${own}` === baseline) tell(path, `'${strategy}' is the baseline itself`)
  else if (!arms.includes(`${strategyOfArm(strategy)}${baseline}`))
    tell(path, `'${strategy}' has no baseline: '${strategyOfArm(strategy)}${baseline}' is not among the arms`)
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

function checkIndex(path: FieldPath, { value: name, indexes, tell }: NamedIndex): void {
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

function requireArm(path: FieldPath, { strategy: name, arms, tell }: NamedArm): void {
  if (arms.includes(name)) return
  const own = arms.filter((arm) => strategyOfArm(arm) === name)
  tell(
    path,
    own.length === 0
      ? `'${name}' is not among the strategies of this experiment`
      : `'${name}' runs on several indexes: expected one of ${own.map(quoted).join(', ')}`,
  )
}
