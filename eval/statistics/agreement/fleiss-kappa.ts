import { exactSum } from '../sums/exact-sum.js'

export type Agreement = { readonly value: number | null; readonly reason: string | null }

/** Chance agreement by the raters' own use of the categories (Fleiss), or by equal use (Randolph, free-marginal). */
export type ChanceRule = 'fleiss' | 'randolph'

/**
 * Kappa of many raters (Fleiss 1971; Randolph 2005) from a table of counts: a row a subject, a column a category.
 * Every row must have the same number of ratings, or an error is thrown.
 */
export function fleissKappa(table: readonly (readonly number[])[], chance: ChanceRule): Agreement {
  const raters = exactSum(table[0] ?? [])
  for (const [subject, row] of table.entries())
    if (exactSum(row) !== raters)
      throw new Error(
        `expected ${raters} ratings of each subject, found ${exactSum(row)} of subject ${subject + 1}`,
      )
  if (raters < 2) return { value: null, reason: 'fewer than 2 ratings of a subject' }
  const categories = table[0]!.length
  const agreement = exactSum(
    table.map((row) => (exactSum(row.map((c) => c * c)) - raters) / (raters * (raters - 1))),
  )
  const observed = agreement / table.length
  const shares = table[0]!.map((_, j) => exactSum(table.map((row) => row[j]!)) / (table.length * raters))
  const expected = chance === 'fleiss' ? exactSum(shares.map((share) => share * share)) : 1 / categories
  if (1 - expected < 1e-12) return { value: null, reason: 'only one category was used' }
  return { value: (observed - expected) / (1 - expected), reason: null }
}
