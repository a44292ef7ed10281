import type { MarginTest } from '../../statistics/paired/margin-decision.js'
import type { Estimate } from '../../statistics/resampling/bootstrap.js'
import type { TokensRead } from '../arms/tokens-read.js'
import type { CellKey } from '../value-table.js'
import type { ComparisonTest } from './comparison-test.js'
import type { Exclusion } from './paired-rows.js'

/** How a comparison came about. */
export type Family = 'primary' | 'secondary' | 'other'

/**
 * Arm minus baseline over the n instructions scored in both (`mean` is the mean difference). A win is a better value, or a
 * higher one if the measure does not judge.
 */
export type Comparison = CellKey &
  Estimate & {
    readonly baseline: string
    /** The budget of the baseline, which may be another than the arm's. */
    readonly baselineBudget: number | null
    readonly baselineBudgetName?: string
    readonly wins: number
    readonly ties: number
    readonly losses: number
    readonly exclusions: readonly Exclusion[]
    readonly test: ComparisonTest
    /** In which p is adjusted: the primary comparison alone is not, the other declared ones are a family, and so are all others. */
    readonly family: Family
    /** Holm over its family; null for the primary comparison, and if there is no p. */
    readonly adjustedP: number | null
  }

/**
 * A comparison that was declared. `margin`: in points of 100; null: none was declared. `byMargin`: the difference against it, in
 * the measure's own scale, higher is better. `tokens`: prompt tokens that both arms read; null if that is not known.
 */
export type DeclaredComparison = Comparison & {
  readonly margin: number | null
  readonly byMargin: MarginTest | null
  readonly tokens: TokensRead | null
}
