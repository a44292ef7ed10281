import { groupBy } from '../../../base/group-by.js'
import { counted } from '../../../base/text/format-count.js'
import { baselineText, isBaseline } from '../../compare/arms/baseline.js'
import { budgetText } from '../../compare/arms/budget-text.js'
import { directionOf, senseNote } from '../../compare/measure-direction.js'
import type { Stratum, Trait } from '../../compare/strata.js'
import type { Summary } from '../../compare/summarise.js'
import type { Estimate } from '../../statistics/resampling/bootstrap.js'
import { withIntervals } from '../interval-note.js'
import { html, type Markup } from '../page/html.js'
import { anchorFor, type Section } from '../page/section.js'
import { dataTable, splitColumns } from '../tables/data-table.js'
import { formatDifference, formatInterval, formatNumber, pointsOf, unitOf } from '../tables/format-value.js'
import { FEWEST_FOR_EVIDENCE } from '../verdict/p-value.js'
import { armName } from './arm-name.js'

/** Levels side by side: more would be wider than a page. */
const MOST_LEVELS = 6

/** Means by stratum at the focus: one table per trait, one row per strategy, one column per level; null without strata. */
export function strataSection(
  summary: Summary,
  traits: readonly Trait[],
  strata: readonly Stratum[],
): Section | null {
  if (strata.length === 0) return null
  const { focus, baseline } = summary
  const definitions = new Map(traits.map(({ name, definition }) => [name, definition]))
  const groups = [...groupBy(strata, ({ trait }) => trait)].map(
    ([
      trait,
      own,
    ]) => html`<h3 id="${anchorFor('strata', trait)}">${trait}</h3><p class="soft">${definitions.get(trait) ?? ''}</p>
${splitColumns(own, MOST_LEVELS).map((levels) => tableOf(trait, levels, summary))}`,
  )
  const against =
    baseline === null
      ? ''
      : ` Last line: paired difference to ${baselineText(summary)}, colored if its interval excludes 0 and covers at least ${FEWEST_FOR_EVIDENCE} patients.`
  const where = focus.budget === null ? 'without a budget' : `at ${budgetText(focus)}`
  return {
    id: 'strata',
    title: 'Strata',
    note: `${focus.measure} ${where}, generator ${focus.generator}`,
    shape: 'wide',
    body: html`<p class="soft">Mean in ${unitOf(focus.measure)}${senseNote(focus.measure)}, ${withIntervals(summary, ' over patients')}; n if some instructions are unscored.${against} There are many small groups and no adjustment for their number: these tables are descriptive only.</p>
${groups}`,
  }
}

function tableOf(trait: string, levels: readonly Stratum[], { focus, baseline }: Summary): Markup {
  const arms = levels[0]!.arms.map(({ strategy }) => strategy)
  const rows = arms.map((strategy, i) => {
    const cells = levels.map((one) => cellOf(one.arms[i]!, one.instructions, focus.measure))
    return html`<tr class="${isBaseline(strategy, baseline) ? 'baseline' : 'arm'}"><th scope="row">${armName(strategy)}</th>${cells}</tr>
`
  })
  return dataTable({
    label: `Strata by ${trait}: ${levels.map((one) => one.level).join(', ')}`,
    caption: '',
    kind: 'strata',
    columns: [
      { name: 'strategy', kind: 'text' },
      ...levels.map(({ level, instructions, patients }) => ({
        name: `${level} (${instructions} of ${counted(patients, 'patient')})`,
        kind: 'number' as const,
      })),
    ],
    rows,
  })
}

function cellOf(arm: Stratum['arms'][number], instructions: number, measure: string): Markup {
  const points = pointsOf(measure)
  const missing = arm.n === instructions ? html`` : html` <small>n ${arm.n}</small>`
  if (arm.mean === null) return html`<td class="value soft" data-value="">no value</td>`
  const { difference } = arm
  const second =
    difference === null || difference.mean === null
      ? html``
      : html`<br><small class="${kindOf(difference, measure)}">${formatDifference(difference.mean * points)} ${rangeOf(difference, points)}</small>`
  return html`<td class="value" data-value="${arm.mean * points}"><b>${formatNumber(arm.mean * points)}</b>${missing}<br><small>${rangeOf(arm, points)}</small>${second}</td>`
}

function rangeOf({ interval }: Estimate, points: number): string {
  return interval === null ? '' : `(${formatInterval(interval, points)})`
}

/** With too few patients even complete agreement could be chance. */
function kindOf(difference: Estimate, measure: string): string {
  return difference.clusters < FEWEST_FOR_EVIDENCE ? 'open' : directionOf(difference, measure)
}
