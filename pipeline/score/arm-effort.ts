import { groupBy } from '../../base/group-by.js'
import type { TokensOf } from '../../eval/compare/arms/tokens-read.js'
import { armKey, type PlanArm } from '../../eval/compare/value-table.js'
import type { StoredExperiment } from '../opened/stored-experiment.js'

/** What a generator took for one instruction under an arm, as the mean of its repeats; null if it is not known. */
export type ItemEffort = { readonly promptTokens: number | null; readonly seconds: number | null }

/** What every answer took, by `armKey` and instruction. */
export type ArmEffort = ReadonlyMap<string, ReadonlyMap<string, ItemEffort>>

/**
 * Prompt tokens and seconds of every answer. A model's tokens are those that its server counted. A generator that asks no model
 * reads its context: its tokens are the context's, and it has no seconds.
 */
export function armEffort({ experiment, answered, store }: StoredExperiment): ArmEffort {
  const found = new Map<string, Map<string, ItemEffort>>()
  for (const { name, keys } of answered) {
    const arms = experiment.arms.of(name)
    const sizes = new Map(store.contexts.sizes(arms).map((one) => [cellKey(one), one.tokens]))
    const answers = groupBy(store.responses.effort(keys, arms), cellKey)
    for (const [key, repeats] of answers) {
      const { instructionId, strategy, budget } = repeats[0]!
      const own = armKey({ strategy, budget, generator: name })
      const items = found.get(own) ?? new Map<string, ItemEffort>()
      found.set(own, items)
      const seconds = meanOf(repeats.map(({ milliseconds }) => milliseconds))
      const isModel = repeats.some(({ promptTokens }) => promptTokens !== null)
      items.set(instructionId, {
        promptTokens: meanOf(repeats.map(({ promptTokens }) => promptTokens)) ?? sizes.get(key) ?? null,
        seconds: isModel && seconds !== null ? seconds / 1000 : null,
      })
    }
  }
  return found
}

/** The tokens of an effort, for comparisons. */
export function tokensOfEffort(effort: ArmEffort): TokensOf {
  return (arm: PlanArm, instructionId) => effort.get(armKey(arm))?.get(instructionId)?.promptTokens ?? null
}

/** The seconds of an effort. */
export function secondsOfEffort(effort: ArmEffort): TokensOf {
  return (arm: PlanArm, instructionId) => effort.get(armKey(arm))?.get(instructionId)?.seconds ?? null
}

type Cell = { readonly instructionId: string; readonly strategy: string; readonly budget: number }

function cellKey({ instructionId, strategy, budget }: Cell): string {
  return JSON.stringify([instructionId, strategy, budget])
}

function meanOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) / known.length
}
