import { type ArmPair, pairKey } from '../arms/contrast.js'
import { type TokensOf, tokensRead } from '../arms/tokens-read.js'
import type { Comparison, DeclaredComparison } from './comparison.js'
import type { TestSettings } from './comparison-test.js'
import { marginTestOf } from './margin-contrast.js'
import type { PairedRows } from './paired-rows.js'

/** What declared comparisons are made from: all comparisons and their paired values, by `pairKey`. */
export type Compared = {
  readonly tested: ReadonlyMap<string, Comparison>
  readonly paired: ReadonlyMap<string, PairedRows>
  /** All instructions of the experiment. */
  readonly instructionIds: readonly string[]
  readonly tokensOf: TokensOf
  readonly test: TestSettings
}

/**
 * A declared comparison with what its declaration asks for: the margin, and what both arms read for the instructions that both
 * score.
 */
export function declaredComparison(
  pair: ArmPair,
  margin: number | null,
  { tested, paired, instructionIds, tokensOf, test }: Compared,
): DeclaredComparison {
  const comparison = tested.get(pairKey(pair))!
  const values = paired.get(pairKey(pair))!
  const excluded = new Set(values.exclusions.map(({ instructionId }) => instructionId))
  const scored = instructionIds.filter((id) => !excluded.has(id))
  return {
    ...comparison,
    margin,
    byMargin: marginTestOf(values, { measure: pair.measure, margin }, test),
    tokens: tokensRead(tokensOf, pair, scored),
  }
}
