import { groupBy } from '../../../base/group-by.js'
import { formatCount } from '../../../base/text/format-count.js'
import { budgetHead } from '../../compare/arms/budget-text.js'
import { senseNote } from '../../compare/measure-direction.js'
import type { Frontier, FrontierArm } from '../../compare/overall/frontier.js'
import { withIntervals } from '../interval-note.js'
import { html, type Markup } from '../page/html.js'
import type { Section } from '../page/section.js'
import type { SeriesStyle } from '../page/series-style.js'
import { armName } from '../sections/arm-name.js'
import { swatch } from '../sections/report-chart.js'
import { dataTable } from '../tables/data-table.js'
import { formatInterval, formatNumber, pointsOf, unitOf } from '../tables/format-value.js'
import { armsAt, leftOutText } from './arm-at.js'
import { frontierChart } from './frontier-chart.js'

/** `cost`: what arms are placed by. `styles`: by strategy. */
export type FrontierBasis = {
  readonly cost: FrontierCost
  readonly patients: number
  readonly level: number
  readonly styles: ReadonlyMap<string, SeriesStyle>
}

/** A kind of cost: how a section, an axis and a column name it, and how it is printed. */
export type FrontierCost = {
  readonly id: string
  readonly title: string
  readonly axis: string
  readonly format: (cost: number) => string
  /** What a reader must know of the costs, as a sentence with a space before it; may be empty. */
  readonly note: string
}

/** Prompt tokens that the generator read. */
export const PROMPT_TOKENS: FrontierCost = {
  id: 'frontier',
  title: 'Quality against prompt tokens',
  axis: 'prompt tokens per instruction',
  format: (cost) => formatCount(Math.round(cost)),
  note: ' Prompt tokens are those that the server counted; a generator that asks no model reads the context alone.',
}

/** Seconds of the calls that gave the answers. */
export const SECONDS: FrontierCost = {
  id: 'frontier-seconds',
  title: 'Quality against seconds',
  axis: 'seconds per answer',
  format: (cost) => (cost < 10 ? cost.toFixed(cost < 1 ? 2 : 1) : formatCount(Math.round(cost))),
  note: ' Seconds depend on the servers and on what else they did.',
}

/** Which arms are worth what they cost; null without a frontier. */
export function frontierSection(frontier: Frontier | null, basis: FrontierBasis): Section | null {
  if (frontier === null) return null
  const { id, title } = basis.cost
  const note = `${frontier.measure}, generator ${frontier.generator}`
  return { id, title, note, shape: 'narrow', body: frontierMarkup(frontier, basis) }
}

/** The arms on the front in a sentence, as a chart and with all others as a table. */
export function frontierMarkup(frontier: Frontier, basis: FrontierBasis): Markup {
  const { measure, arms } = frontier
  const { cost, styles } = basis
  const chart = frontierChart(arms, {
    measure,
    unit: unitOf(measure),
    points: pointsOf(measure),
    cost: cost.axis,
    format: cost.format,
    styles,
  })
  return html`<p>${sentenceOf(arms, cost)}</p>
<div class="charts"><figure class="overview">${chart}</figure>
<div class="panel-column">${tableOf(frontier, basis)}</div></div>
<p class="soft">Colored and joined: the Pareto front, arms for which no other arm is at least as good at no more cost. Gray: dominated. The front goes by the means; where intervals overlap, another sample of patients may have another front.${cost.note}${leftOutText(arms, 'Hollow and not placed')}</p>`
}

function sentenceOf(arms: readonly FrontierArm[], cost: FrontierCost): string {
  const front = byCost(arms.filter(({ place }) => place === 'front'))
  const placed = arms.filter(({ place }) => place !== 'unplaced').length
  const alike = groupBy(front, (arm) => JSON.stringify([arm.strategy, arm.cost, arm.mean]))
  const names = [...alike.values()].map(
    ([first, ...more]) => `${armsAt([first!, ...more])} (${cost.format(first!.cost!)})`,
  )
  return `${front.length} of ${placed} arms ${front.length === 1 ? 'is' : 'are'} on the front, by ${cost.axis}: ${names.join(', ')}.`
}

const PLACES = { front: 'front', dominated: 'dominated', unplaced: 'not placed' } as const

function tableOf({ measure, generator, arms }: Frontier, { cost, styles, ...basis }: FrontierBasis): Markup {
  const points = pointsOf(measure)
  const most = Math.max(...arms.map(({ n }) => n))
  return dataTable({
    label: `${cost.title}: ${measure}, generator ${generator}`,
    caption: `Mean in ${unitOf(measure)}${senseNote(measure)}, ${withIntervals(basis)}; cost over the same instructions (${formatCount(most)} unless shown).`,
    kind: 'frontier',
    columns: [
      { name: 'arm', kind: 'text' },
      { name: 'budget', kind: 'number' },
      { name: cost.axis, kind: 'number' },
      { name: measure, kind: 'number' },
      { name: 'place', kind: 'text' },
    ],
    rows: byCost(arms).map((arm) => {
      const { strategy, budget, mean, interval, place, n } = arm
      const range = interval === null ? '' : ` ${formatInterval(interval, points)}`
      const value =
        mean === null
          ? html`<td class="value soft" data-value="">no value</td>`
          : html`<td class="value" data-value="${mean * points}"><b>${formatNumber(mean * points)}</b><small>${range}</small></td>`
      const read =
        arm.cost === null
          ? html`<td class="value soft" data-value="">not known</td>`
          : html`<td class="value" data-value="${arm.cost}">${cost.format(arm.cost)}</td>`
      return html`<tr class="${place}"><th scope="row">${swatch(strategy, styles.get(strategy)!)}${armName(strategy)}</th><td class="value" data-value="${budget ?? ''}">${budgetHead(arm)}</td>${read}${value}<td>${PLACES[place]}${n < most ? html`<br><small>n = ${n}</small>` : html``}</td></tr>
`
    }),
  })
}

function byCost(arms: readonly FrontierArm[]): FrontierArm[] {
  const place = ({ cost }: FrontierArm) => cost ?? Number.MAX_VALUE
  return arms.toSorted((a, b) => place(a) - place(b))
}
