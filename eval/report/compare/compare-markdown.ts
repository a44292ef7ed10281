import { groupBy } from '../../../base/group-by.js'
import { counted, formatCount } from '../../../base/text/format-count.js'
import type { ComparedCell, ExperimentComparison } from '../../compare/experiment-comparison.js'
import { senseNote, senseOf } from '../../compare/measure-direction.js'
import { haveIntervals, withIntervals } from '../interval-note.js'
import {
  formatBudget,
  formatDifference,
  formatInterval,
  formatNumber,
  pointsOf,
  unitOf,
} from '../tables/format-value.js'
import { escapeMarkdown, markdownTable } from '../tables/markdown-table.js'

/** Two experiments side by side: what differs between them, then for each measure and generator the paired differences. */
export function compareMarkdown(comparison: ExperimentComparison): string {
  const { first, second, differing } = comparison
  const parameters =
    differing.length === 0
      ? 'Their parameters are the same.\n'
      : markdownTable(
          ['parameter', 'A', 'B'],
          differing.map((one) => [one.parameter, one.first ?? '–', one.second ?? '–'].map(escapeMarkdown)),
        ).replace(/ ---:/g, ' ---')
  const groups = groupBy(comparison.cells, (cell) => JSON.stringify([cell.measure, cell.generator]))
  const tables = [...groups.values()].map(
    (cells) =>
      `## ${escapeMarkdown(cells[0]!.measure)}, generator ${escapeMarkdown(cells[0]!.generator)}\n\nIn ${unitOf(cells[0]!.measure)}${senseNote(cells[0]!.measure)}.\n\n${markdownTable(
        ['strategy', 'budget', 'A', 'B', 'B − A', 'interval', 'wins / ties / losses of B', 'n'],
        cells.map((cell) => compareRow(cell).map(escapeMarkdown)),
      )}`,
  )
  return `# A: ${escapeMarkdown(first)}, B: ${escapeMarkdown(second)}

${escapeMarkdown(comparisonBasis(comparison))}

## What differs between them

${parameters}
${tables.join('\n')}`
}

/** What the differences are based on, in sentences. */
export function comparisonBasis(comparison: ExperimentComparison): string {
  const { instructions, patients, resamples, seed } = comparison
  return [
    `The same ${counted(instructions, 'instruction')} of ${counted(patients, 'patient')}.`,
    `B minus A, paired by instruction over the n that both score, ${withIntervals(comparison, ` (${formatCount(resamples)} resamples of whole patients, seed ${seed})`)}.`,
    ...(haveIntervals(comparison) ? ['Intervals are not adjusted for the number of comparisons.'] : []),
  ].join(' ')
}

/** Strategy, budget, mean of each, difference, interval, wins of the second, n. */
export function compareRow(cell: ComparedCell): string[] {
  const points = pointsOf(cell.measure)
  const { strategy, budget, firstMean, secondMean, mean, interval, intervalReason } = cell
  const difference = mean === null ? 'unscored' : formatDifference(mean * points)
  return [
    strategy,
    cell.secondBudget === undefined
      ? formatBudget(budget)
      : `${cell.budgetName} (A ${formatBudget(budget)}, B ${formatBudget(cell.secondBudget)})`,
    firstMean === null ? '' : formatNumber(firstMean * points),
    secondMean === null ? '' : formatNumber(secondMean * points),
    difference,
    interval === null ? `none: ${intervalReason ?? 'no interval'}` : formatInterval(interval, points),
    senseOf(cell.measure) === 0 ? '–' : `${cell.wins} / ${cell.ties} / ${cell.losses}`,
    String(cell.n),
  ]
}
