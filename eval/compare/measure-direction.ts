import { factsOf } from '../measures/measure-registry.js'
import type { Estimate } from '../statistics/resampling/bootstrap.js'

const SIGNS = { higher: 1, lower: -1, neither: 0 } as const

/** What a difference on a measure means: 1 if more is better, -1 if less is, 0 if it describes and does not judge. */
export function senseOf(measure: string): 1 | -1 | 0 {
  return SIGNS[factsOf(measure)?.direction ?? 'higher']
}

/** What a paired difference says about the strategy. */
export type Direction = 'better' | 'worse' | 'open'

/** 'open' if the interval includes 0, if there is none, or if the measure describes and does not judge. */
export function directionOf({ interval }: Pick<Estimate, 'interval'>, measure: string): Direction {
  const sense = senseOf(measure)
  if (interval === null || sense === 0) return 'open'
  if (interval.low > 0) return sense > 0 ? 'better' : 'worse'
  if (interval.high < 0) return sense > 0 ? 'worse' : 'better'
  return 'open'
}

/** Differences with their sign set so that above 0 is better, to count wins; unchanged for a measure that does not judge. */
export function turned(differences: readonly number[], measure: string): readonly number[] {
  return senseOf(measure) < 0 ? differences.map((value) => -value) : differences
}

/** What a failure counts as: 0, or the largest possible value if less is better. */
export function worstOf(measure: string): number {
  return senseOf(measure) < 0 ? factsOf(measure)!.full : 0
}

/** ', less is better' and the like, for the heading of a measure's figures; empty if more is better. */
export function senseNote(measure: string): string {
  return { '1': '', '-1': ', lower is better', '0': ', neither higher nor lower is better' }[
    `${senseOf(measure)}`
  ]
}
