import { exactSum } from './exact-sum.js'

/** A value of one candidate against one reference. */
export type PairMeasure = (candidate: string, reference: string) => number

/** The best value over one or more references. */
export function bestOverReferences(
  measure: PairMeasure,
  candidate: string,
  references: readonly string[],
): number {
  return Math.max(...valuesOf(measure, candidate, references))
}

/** The mean value over one or more references. */
export function meanOverReferences(
  measure: PairMeasure,
  candidate: string,
  references: readonly string[],
): number {
  return exactSum(valuesOf(measure, candidate, references)) / references.length
}

function valuesOf(measure: PairMeasure, candidate: string, references: readonly string[]): number[] {
  if (references.length === 0) throw new Error('a value over references needs at least one reference')
  return references.map((reference) => measure(candidate, reference))
}
