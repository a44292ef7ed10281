import { groupBy } from '../../base/group-by.js'
import type { Unscored } from '../measured/measured-item.js'

/**
 * Kendall's tau-b of two lists of grades, as `kendall` gives it, from a table of distinct pairs: thousands of graded responses
 * have few distinct pairs of grades, and the jackknife needs tau once per patient.
 */
export function tauOfGrades(first: readonly number[], second: readonly number[]): number | Unscored {
  if (first.length < 2) return { reason: 'fewer than 2 pairs' }
  const rows = first.map((x, i) => ({ x, y: second[i]! }))
  const cells = [...groupBy(rows, ({ x, y }) => `${x} ${y}`).values()].map((alike) => ({
    ...alike[0]!,
    count: alike.length,
  }))
  const pairsIn = (count: number) => (count * (count - 1)) / 2
  const tied = (values: readonly number[]) =>
    [...groupBy(values, (value) => value).values()].reduce((sum, { length }) => sum + pairsIn(length), 0)
  const all = pairsIn(rows.length)
  const [freeX, freeY] = [all - tied(first), all - tied(second)]
  if (freeX === 0 || freeY === 0) return { reason: 'one side is constant' }
  let score = 0
  for (const [i, a] of cells.entries())
    for (const b of cells.slice(0, i))
      score += a.count * b.count * Math.sign(a.x - b.x) * Math.sign(a.y - b.y)
  return score / Math.sqrt(freeX * freeY)
}
