import { holm } from '../../statistics/multiplicity.js'
import { countWins } from '../../statistics/paired/wins.js'
import type { Estimate } from '../../statistics/resampling/bootstrap.js'
import { type ArmPair, pairKey } from '../arms/contrast.js'
import { turned } from '../measure-direction.js'
import type { Comparison, Family } from './comparison.js'
import { type TestSettings, testComparison } from './comparison-test.js'
import { declaredEstimate } from './declared-interval.js'
import type { PairedRows } from './paired-rows.js'

/** The family in which the p of a pair is adjusted. */
export type FamilyOf = (pair: ArmPair) => Family

/**
 * The primary comparison is not adjusted. Other declared comparisons are one family, and all comparisons that nobody declared
 * are another.
 */
export function familiesOf(primary: ArmPair | null, secondary: readonly (ArmPair | null)[]): FamilyOf {
  const first = primary === null ? null : pairKey(primary)
  const declared = new Set(secondary.flatMap((pair) => (pair === null ? [] : [pairKey(pair)])))
  return (pair) => {
    const key = pairKey(pair)
    if (key === first) return 'primary'
    return declared.has(key) ? 'secondary' : 'other'
  }
}

/** Pairs, each once. */
export function distinctPairs(pairs: readonly ArmPair[]): ArmPair[] {
  return [...new Map(pairs.map((pair) => [pairKey(pair), pair])).values()]
}

type Tested = {
  /** Values of each pair, and the estimate of its mean difference. */
  readonly paired: readonly PairedRows[]
  readonly estimates: readonly Estimate[]
  readonly families: FamilyOf
  readonly test: TestSettings
}

/** The comparisons of pairs, by `pairKey`. */
export function testPairs(
  pairs: readonly ArmPair[],
  { paired, estimates, families, test }: Tested,
): ReadonlyMap<string, Comparison> {
  const tests = paired.map((pair) => testComparison(pair, test))
  const adjusted = new Map<number, number | null>()
  for (const family of ['secondary', 'other']) {
    // A pair that no instruction has is no comparison; one that was declared counts, since it was planned.
    const places = pairs.flatMap((pair, i) =>
      families(pair) === family && (family === 'secondary' || paired[i]!.differences.length > 0) ? [i] : [],
    )
    holm(places.map((i) => tests[i]!.p)).forEach((p, place) => {
      adjusted.set(places[place]!, p)
    })
  }
  return new Map(
    pairs.map((pair, i) => {
      const { measure, arm, other } = pair
      const { differences, exclusions } = paired[i]!
      const { wins, ties, losses } = countWins(
        turned(
          differences.map(({ value }) => value),
          measure,
        ),
      )
      const comparison: Comparison = {
        ...arm,
        measure,
        ...(families(pair) === 'other'
          ? estimates[i]!
          : declaredEstimate(estimates[i]!, differences, { measure, test })),
        baseline: other.strategy,
        baselineBudget: other.budget,
        ...(other.budgetName === undefined ? {} : { baselineBudgetName: other.budgetName }),
        wins,
        ties,
        losses,
        exclusions,
        test: tests[i]!,
        family: families(pair),
        adjustedP: adjusted.get(i) ?? null,
      }
      return [pairKey(pair), comparison]
    }),
  )
}
