import type { Estimate } from './bootstrap.js'
import {
  counted,
  formatBudget,
  formatDifference,
  formatInterval,
  formatNumber,
  pointsOf,
  unitOf,
} from './format-value.js'
import { groupBy } from './group-by.js'
import { html, type Markup } from './html.js'
import { directionOf, senseNote } from './sense.js'
import type { Stratum, Trait } from './strata.js'
import type { Summary } from './summarise.js'
import { FEWEST_FOR_EVIDENCE } from './verdict.js'

/** Means by stratum at the focus: one table a trait, strategies as columns. */
export function strataSection(
  summary: Summary,
  traits: readonly Trait[],
  strata: readonly Stratum[],
): Markup {
  if (strata.length === 0) return html``
  const { focus, baseline, level } = summary
  const definitions = new Map(traits.map(({ name, definition }) => [name, definition]))
  const groups = [...groupBy(strata, ({ trait }) => trait)].map(([trait, own]) => {
    const rows = own.map(
      ({ level: name, instructions, patients, arms }) =>
        html`<tr><th scope="row">${name}<br><small>${instructions} of ${counted(patients, 'patient')}</small></th>${arms.map((arm) => cellOf(arm, instructions, focus.measure))}</tr>
`,
    )
    const head = own[0]!.arms.map(({ strategy }) => html`<th class="value">${strategy}</th>`)
    return html`<h3>${trait}</h3><p class="soft">${definitions.get(trait) ?? ''}</p>
<div class="scroll"><table class="strata"><thead><tr><th>instructions</th>${head}</tr></thead><tbody>${rows}</tbody></table></div>
`
  })
  const against =
    baseline === null
      ? ''
      : ` Last line: paired difference to ${baseline}, coloured where its interval, of at least ${FEWEST_FOR_EVIDENCE} patients, leaves 0 out.`
  const where = focus.budget === null ? 'without a budget' : `at ${formatBudget(focus.budget)} tokens`
  return html`<section class="long"><h2>Strata <small>${focus.measure} ${where}, generator ${focus.generator}</small></h2>
<p class="soft">Mean in ${unitOf(focus.measure)}${senseNote(focus.measure)}, with ${Math.round(level * 100)} % intervals over patients; n where some are unscored.${against} Many small groups were looked at and nothing is adjusted for that: this describes, it decides nothing.</p>
${groups}</section>
`
}

function cellOf(arm: Stratum['arms'][number], instructions: number, measure: string): Markup {
  const points = pointsOf(measure)
  const missing = arm.n === instructions ? html`` : html` <small>n ${arm.n}</small>`
  if (arm.mean === null) return html`<td class="value soft">no value</td>`
  const { difference } = arm
  const second =
    difference === null || difference.mean === null
      ? html``
      : html`<br><small class="${kindOf(difference, measure)}">${formatDifference(difference.mean * points)} ${rangeOf(difference, points)}</small>`
  return html`<td class="value"><b>${formatNumber(arm.mean * points)}</b>${missing}<br><small>${rangeOf(arm, points)}</small>${second}</td>`
}

function rangeOf({ interval }: Estimate, points: number): string {
  return interval === null ? '' : `(${formatInterval(interval, points)})`
}

/** Of fewer patients even complete agreement could be chance. */
function kindOf(difference: Estimate, measure: string): string {
  return difference.clusters < FEWEST_FOR_EVIDENCE ? 'open' : directionOf(difference, measure)
}
