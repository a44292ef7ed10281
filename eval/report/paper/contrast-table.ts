import { budgetText } from '../../compare/arms/budget-text.js'
import type { Summary } from '../../compare/summarise.js'
import type { Comparison, DeclaredComparison } from '../../compare/tested/comparison.js'
import { marginText, tokensText } from '../sections/secondary-comparisons.js'
import { formatDifference, formatInterval, pointsOf } from '../tables/format-value.js'
import { formatP } from '../verdict/p-value.js'
import type { PaperTable } from './paper-table.js'

/** 'sift at 1,000 tokens against full at window (7,641 tokens)'. */
export function comparisonName(comparison: Comparison): string {
  const { strategy, baseline, baselineBudget, baselineBudgetName } = comparison
  const named = baselineBudgetName === undefined ? {} : { budgetName: baselineBudgetName }
  return `${strategy} at ${budgetText(comparison)} against ${baseline} at ${budgetText({ budget: baselineBudget, ...named })}`
}

/** The declared comparisons, the primary one first; null if none was declared. */
export function contrastTable({ primary, secondary, level }: Summary): PaperTable | null {
  const declared = [...(primary === null ? [] : [primary]), ...secondary]
  if (declared.length === 0) return null
  return {
    name: 'contrasts',
    caption: `The declared comparisons${primary === null ? '' : ', the primary one first'}: arm minus baseline, in points of 100 or in the unit of the measure, with ${Math.round(level * 100)}% intervals by bootstrap-t over patients (percentile if that is undefined). p by sign flips over patients; the p of secondary comparisons is adjusted by Holm over them.`,
    columns: [
      { name: 'comparison', kind: 'prose', share: 0.22 },
      { name: 'measure', kind: 'prose', share: 0.1 },
      { name: 'difference', kind: 'prose', share: 0.15 },
      { name: 'n (patients)', kind: 'prose', share: 0.08 },
      { name: 'p', kind: 'prose', share: 0.07 },
      { name: 'margin; prompt tokens', kind: 'prose', share: 0.2 },
    ],
    rows: declared.map((one) => [
      comparisonName(one),
      one.measure,
      differenceText(one),
      `${one.n} (${one.clusters})`,
      pText(one),
      [
        one.margin === null ? 'none' : marginText(one),
        ...(tokensText(one) === null ? [] : [tokensText(one)!]),
      ].join('; '),
    ]),
  }
}

function differenceText({ measure, mean, interval, wins, ties, losses }: DeclaredComparison): string {
  if (mean === null) return 'no instruction is scored in both'
  const points = pointsOf(measure)
  const range = interval === null ? '' : ` (${formatInterval(interval, points)})`
  return `${formatDifference(mean * points)}${range}; won ${wins}, tied ${ties}, lost ${losses}`
}

function pText({ family, adjustedP, test }: DeclaredComparison): string {
  const p = family === 'primary' ? test.p : adjustedP
  return p === null ? 'none' : formatP(p)
}
