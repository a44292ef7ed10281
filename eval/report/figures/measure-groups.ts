import { groupBy } from '../../../base/group-by.js'
import type { CellSummary, Summary } from '../../compare/summarise.js'

/** The cells of one measure that a section or figure shows. `label`: the generators that share these figures. */
export type MeasureGroup = { readonly cells: readonly CellSummary[]; readonly label: string }

/**
 * The cells by measure and generator, the primary measure and the headline's generator first; generators with equal figures share a
 * group.
 */
export function measureGroups(summary: Summary): MeasureGroup[] {
  const names = [...new Set(summary.cells.map((cell) => cell.measure))]
  const first = summary.primary?.measure
  const ordered = [...names.filter((name) => name === first), ...names.filter((name) => name !== first)]
  return ordered.flatMap((measure) => {
    const generators = groupBy(
      summary.cells.filter((cell) => cell.measure === measure),
      (cell) => cell.generator,
    )
    const distinct = groupBy(generators, ([, cells]) =>
      JSON.stringify(cells.map(({ generator: _, ...figures }) => figures)),
    )
    return [...distinct.values()]
      .map((alike) => ({
        cells: alike[0]![1],
        label: alike.map(([generator]) => generator).join(', '),
        isHeadline: alike.some(([generator]) => generator === summary.headline.name),
      }))
      .toSorted((a, b) => Number(b.isHeadline) - Number(a.isHeadline))
  })
}
