import { factsOf } from '../measures/measure-registry.js'
import type { Estimate } from '../statistics/resampling/bootstrap.js'

const SIGNS = { higher: 1, lower: -1, neither: 0 } as const

/** What a difference on a measure means: 1 if more is better, -1 if less is, 0 if it describes and does not judge. */
export function senseOf(measure: string): 1 | -1 | 0 {
  return SIGNS[factsOf(measure)?.direction ?? 'higher']
}

/** What a paired difference shows of the strategy. */
export type Direction = 'better' | 'worse' | 'open'

/** 'open' where the interval includes 0, where there is none, and on a measure of which neither more nor less is better. */
export function directionOf({ interval }: Pick<Estimate, 'interval'>, measure: string): Direction {
  const sense = senseOf(measure)
  if (interval === null || sense === 0) return 'open'
  if (interval.low > 0) return sense > 0 ? 'better' : 'worse'
  if (interval.high < 0) return sense > 0 ? 'worse' : 'better'
  return 'open'
}

/** Differences turned so that above 0 is better, for counts of wins; as they are on a measure that does not judge. */
export function turned(differences: readonly number[], measure: string): readonly number[] {
  return senseOf(measure) < 0 ? differences.map((value) => -value) : differences
}

/** What a failure counts as: 0, or if less is better what a value is at most. */
export function worstOf(measure: string): number {
  return senseOf(measure) < 0 ? factsOf(measure)!.full : 0
}

/** ', less is better' and the like, for the heading of a measure's figures; empty where more is better. */
export function senseNote(measure: string): string {
  return { '1': '', '-1': ', lower is better', '0': ', neither higher nor lower is better' }[
    `${senseOf(measure)}`
  ]
}
