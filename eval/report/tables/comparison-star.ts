import { counted } from '../../../base/text/format-count.js'
import { budgetText } from '../../compare/arms/budget-text.js'
import type { Comparison } from '../../compare/comparison.js'
import type { Summary } from '../../compare/summarise.js'
import { keyOf } from '../../compare/value-table.js'

const ALPHA = 0.05

/** True if a table marks the comparison by *: its p is below .05, the primary one's by itself, the others' adjusted by Holm. */
export function hasStar(comparison: Comparison, { primary }: Pick<Summary, 'primary'>): boolean {
  const isPrimary = primary !== null && keyOf(primary) === keyOf(comparison)
  const p = isPrimary ? comparison.test.p : comparison.adjustedP
  return p !== null && p < ALPHA
}

/** Which p a * is about, for a legend: the end of a sentence. */
export function adjustmentOf({ primary, comparisons }: Summary): string {
  const family = comparisons.length - (primary === null ? 0 : 1)
  const others = `adjusted by Holm over ${primary === null ? 'all' : 'the other'} ${counted(family, 'comparison')}`
  return primary === null
    ? others
    : `that of the primary comparison (${primary.measure}, ${primary.strategy}, ${budgetText(primary)}) is not adjusted, the others are ${others}`
}
