import { counted } from '../../../base/text/format-count.js'
import { budgetText } from '../../compare/arms/budget-text.js'
import type { Summary } from '../../compare/summarise.js'
import type { Comparison } from '../../compare/tested/comparison.js'

const ALPHA = 0.05

/** True if a table marks the comparison by *: its p is below .05, the primary one's by itself, the others' adjusted by Holm. */
export function hasStar({ family, test, adjustedP }: Comparison): boolean {
  const p = family === 'primary' ? test.p : adjustedP
  return p !== null && p < ALPHA
}

/** Which p a * is about, for a legend: the end of a sentence. */
export function adjustmentOf({ primary, secondary, comparisons }: Summary): string {
  const others = comparisons.filter(({ family, n }) => family === 'other' && n > 0).length
  const rest =
    others === 1
      ? 'the one other comparison is not adjusted'
      : `the others are adjusted by Holm over the other ${counted(others, 'comparison')}`
  const adjusted = `adjusted by Holm over all ${counted(others, 'comparison')}`
  const declared = [
    ...(primary === null
      ? []
      : [
          `that of the primary comparison (${primary.measure}, ${primary.strategy}, ${budgetText(primary)}) is not adjusted`,
        ]),
    ...(secondary.length < 2
      ? []
      : [
          `those of ${counted(secondary.length, 'declared secondary comparison')} are adjusted among themselves`,
        ]),
  ]
  return declared.length === 0 ? adjusted : [...declared, ...(others === 0 ? [] : [rest])].join(', ')
}
