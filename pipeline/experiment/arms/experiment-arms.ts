import { armName, indexOfArm, usesIndex } from '../../select/arm.js'

/**
 * The arms of an experiment with a list of indexes, in the order of its strategies: each strategy on each index. A strategy that
 * uses no index runs once and keeps its name, and so does one that names its index. Without a list the strategies are the arms.
 */
export function expandArms(strategies: readonly string[], indexes: readonly string[]): string[] {
  if (indexes.length === 0) return [...strategies]
  return strategies.flatMap((strategy) =>
    indexOfArm(strategy) !== null || !usesIndex(strategy)
      ? [strategy]
      : indexes.map((index) => armName(strategy, index)),
  )
}

/** The arms that run on an index of the list. Those that name none run on the first. */
export function armsOn(arms: readonly string[], index: string | null, isFirst: boolean): string[] {
  return arms.filter((arm) => {
    const named = indexOfArm(arm)
    return named === null ? isFirst : named === index
  })
}
