import { groupBy } from '../../../base/group-by.js'
import { counted } from '../../../base/text/format-count.js'
import { baselineText } from '../../compare/arms/baseline.js'
import { worstOf } from '../../compare/measure-direction.js'
import type { Exclusion, Summary } from '../../compare/summarise.js'
import type { Comparison, DeclaredComparison } from '../../compare/tested/comparison.js'
import { POWER } from '../../compare/tested/comparison-test.js'
import { html, type Markup } from '../page/html.js'
import type { Section } from '../page/section.js'
import { factTable } from '../tables/data-table.js'
import { formatDifference, formatInterval, formatNumber, pointsOf } from '../tables/format-value.js'
import { formatP, outOfReach } from '../verdict/p-value.js'
import { marginText, secondaryTable, tokensText } from './secondary-comparisons.js'

/** Everything that the verdict is based on, and what the p values of the other comparisons are adjusted for. */
export function comparisonSection(summary: Summary): Section | null {
  const { primary, secondary, comparisons } = summary
  if (comparisons.length === 0 && primary === null && secondary.length === 0) return null
  return {
    id: 'comparison',
    title: primary === null ? 'The comparisons' : 'The primary comparison',
    note: '',
    shape: 'narrow',
    body: html`${primary === null ? html`` : factTable('The primary comparison', primaryRows(primary, summary))}
${secondaryTable(summary)}${othersNote(summary)}`,
  }
}

function othersNote(summary: Summary): Markup {
  const others = summary.comparisons.filter(({ family, n }) => family === 'other' && n > 0)
  if (others.length === 0) return html``
  const isAll = summary.primary === null && summary.secondary.length === 0
  const found = others.filter(({ adjustedP }) => adjustedP !== null && adjustedP < 0.05).length
  return html`<p class="soft">${isAll ? 'All' : 'The other'} ${counted(others.length, 'comparison')} to ${baselineText(summary)} (every measure, strategy, budget and generator) are one family. Their p values are adjusted by Holm over all of them; ${survivors(found)}. Intervals are not adjusted.${outOfReach(summary.patients, others.length)}</p>`
}

function survivors(found: number): string {
  if (found === 0) return 'none remains below 0.05'
  return found === 1
    ? 'one remains below 0.05 and has a * in the tables below'
    : `${found} remain below 0.05 and have a * in the tables below`
}

function primaryRows(primary: DeclaredComparison, summary: Summary): [string, string][] {
  const { test, n, clusters, wins, ties, losses, mean, interval } = primary
  const { intentionToTreat: treated, margin, detectable } = summary
  const points = pointsOf(primary.measure)
  const inPoints = (value: number) => `${formatNumber(value * points)} points`
  const range = (of: Comparison['interval']) => (of === null ? '' : ` (${formatInterval(of, points)})`)
  const rows: [string, string | null][] = [
    ['generator', `${primary.generator} (${summary.headline.because})`],
    ['mean difference', mean === null ? null : `${formatDifference(mean * points)} points${range(interval)}`],
    ['instructions, patients', `${n}, ${clusters}`],
    ['won / tied / lost', `${wins} / ${ties} / ${losses}`],
    ['sign flips of whole patients', signFlips(primary, summary.resamples)],
    [
      'exact McNemar',
      test.mcNemar === null
        ? null
        : `${formatP(test.mcNemar.p)}, ${test.mcNemar.own} against ${test.mcNemar.baseline} instructions, treated as independent`,
    ],
    ['effect size dz', test.effectSize === null ? null : formatDecimals(test.effectSize)],
    [
      'design effect',
      test.designEffect === null || test.icc === null
        ? null
        : `${formatDecimals(test.designEffect)} (intraclass correlation ${formatDecimals(test.icc)}${test.icc < 0 ? ', no sign that a patient’s instructions are alike' : ''})${test.effectiveN === null ? '' : `: equivalent to ${formatNumber(test.effectiveN)} independent instructions`}`,
    ],
    [
      'detectable difference',
      detectable === null
        ? null
        : detectable * points > 100
          ? `none: with ${POWER * 100}% power only a difference of ${inPoints(detectable)} would be found`
          : `${inPoints(detectable)} with ${POWER * 100}% power at the 5% level, two-sided, given the variation of these data`,
    ],
    ['margin', margin === null ? 'none declared' : marginText(primary)],
    ['prompt tokens', tokensText(primary)],
    [
      'intention to treat',
      treated?.mean == null
        ? null
        : `${formatDifference(treated.mean * points)} points${range(treated.interval)}, ${counted(treated.n, 'instruction')}: if one arm failed, its value counts as ${worstOf(primary.measure) === 0 ? '0' : 'the worst value'}; instructions that both arms leave unscored for the same reason are excluded`,
    ],
    ['left out', exclusionsText(primary.exclusions)],
  ]
  return rows.filter((row): row is [string, string] => row[1] !== null)
}

function signFlips({ test, clusters }: Comparison, resamples: number): string {
  if (test.p === null) return `none: ${test.reason}`
  const how = test.isExact ? `exact, all 2^${clusters} flips` : `${resamples} random flips`
  return `${formatP(test.p)}, two-sided, ${how}`
}

function exclusionsText(exclusions: readonly Exclusion[]): string {
  const groups = groupBy(exclusions, ({ reason, baselineReason }) => JSON.stringify([reason, baselineReason]))
  const texts = [...groups.values()].map((alike) => {
    const { reason, baselineReason } = alike[0]!
    if (reason === baselineReason) return `${alike.length} in both arms: ${reason}`
    const sides = [
      reason === null ? [] : [`strategy: ${reason}`],
      baselineReason === null ? [] : [`baseline: ${baselineReason}`],
    ]
    return `${alike.length}, ${sides.flat().join('; ')}`
  })
  return texts.length === 0 ? 'nothing' : texts.join(' · ')
}

function formatDecimals(value: number): string {
  return value
    .toFixed(2)
    .replace(/^-(?=.*[1-9])/, '\u2212')
    .replace(/^-/, '')
}
