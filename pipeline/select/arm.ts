import { readStrategyName } from './strategy-name.js'

/**
 * An arm of an experiment is a strategy or, if the experiment has a list of indexes, a strategy on one of them:
 * 'hybrid+mmr@tokens-64'. Names of strategies and indexes contain no '@'.
 */
export function armName(strategy: string, index: string): string {
  return `${strategy}@${index}`
}

/** The strategy of an arm, modifiers included. */
export function strategyOfArm(arm: string): string {
  const at = arm.indexOf('@')
  return at < 0 ? arm : arm.slice(0, at)
}

/** The index that an arm names; null if it names none. */
export function indexOfArm(arm: string): string | null {
  const at = arm.indexOf('@')
  return at < 0 ? null : arm.slice(at + 1)
}

/** Whether the contexts of a strategy depend on the index of the corpus. */
export function usesIndex(strategy: string): boolean {
  const spec = readStrategyName(strategy)
  return 'problem' in spec || spec.base.usesIndex !== false
}

/** Whether an arm sees what people judged as evidence, so that it bounds the others. */
export function seesEvidence(arm: string): boolean {
  const spec = readStrategyName(strategyOfArm(arm))
  return !('problem' in spec) && spec.base.kind === 'needs evidence'
}
