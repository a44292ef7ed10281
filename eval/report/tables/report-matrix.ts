import { budgetText } from '../../compare/arms/budget-text.js'
import { focusArms } from '../../compare/arms/focus-arms.js'
import { type MatrixPair, seenFrom } from '../../compare/matrix.js'
import { senseNote, senseOf } from '../../compare/measure-direction.js'
import type { Summary } from '../../compare/summarise.js'
import { html, type Markup } from '../page/html.js'
import type { Section } from '../page/section.js'
import { armName } from '../sections/arm-name.js'
import { outOfReach } from '../verdict/p-value.js'
import { dataTable, splitColumns } from './data-table.js'
import { formatDifference, formatNumber, pointsOf, unitOf } from './format-value.js'

const ALPHA = 0.05
/** Strategies side by side: more would be wider than a page. */
const MOST_COLUMNS = 13

/** Every strategy against every other at the primary budget and measure; null with fewer than two. */
export function matrixSection(summary: Summary): Section | null {
  const { matrix, focus } = summary
  const strategies = [...new Set(matrix.flatMap(({ strategy, other }) => [strategy, other]))]
  if (strategies.length < 2) return null
  const letters = new Map(strategies.map((strategy, i) => [strategy, letterOf(i)]))
  const points = pointsOf(focus.measure)
  const sense = senseOf(focus.measure)
  if (sense === 0) return null
  const measured = summary.cells.filter(({ measure }) => measure === focus.measure)
  const means = new Map(focusArms(measured, focus).map(({ name, arm }) => [name, arm.mean]))
  const rowsOf = (columns: readonly string[]) =>
    strategies.map((strategy) => {
      const own = new Map(
        matrix
          .filter((pair) => pair.strategy === strategy || pair.other === strategy)
          .map((pair) => seenFrom(pair, strategy))
          .map((pair) => [pair.other, pair]),
      )
      const beaten = strategies.filter((other) => isBetter(own.get(other), sense))
      const mean = means.get(strategy)
      const figure = mean == null ? 'no value' : formatNumber(mean * points)
      return html`<tr><th scope="row"><span class="letter">${letters.get(strategy)!}</span>${armName(strategy)}</th><td class="value" data-value="${mean == null ? '' : mean * points}"><b>${figure}</b><sup>${beaten.map((other) => letters.get(other)!).join('')}</sup></td>${columns.map((other) => cellOf(own.get(other), points, sense))}</tr>
`
    })
  const where = focus.budget === null ? 'without a budget' : `at ${budgetText(focus)}`
  const tables = splitColumns(strategies, MOST_COLUMNS).map((columns) =>
    dataTable({
      label: `Every strategy against every other: columns ${columns.map((one) => letters.get(one)!).join(', ')}`,
      caption: '',
      kind: 'matrix',
      columns: [
        { name: 'strategy', kind: 'text' },
        { name: 'mean', kind: 'number' },
        ...columns.map((other) => ({
          name: letters.get(other)!,
          kind: 'number' as const,
          title: `against ${other}`,
        })),
      ],
      rows: rowsOf(columns),
    }),
  )
  return {
    id: 'matrix',
    title: 'Every strategy against every other',
    note: `${focus.measure} ${where}, generator ${focus.generator}`,
    shape: 'wide',
    body: html`<p class="soft">Row against column: the mean difference in ${unitOf(focus.measure)}${senseNote(focus.measure)}, and instructions won / tied / lost. Letters after a mean: the strategies that it beats by a sign-flip test over patients, with p below ${ALPHA} after Holm over all ${matrix.length} pairs; those pairs are shaded.${outOfReach(summary.patients, matrix.length)}</p>
${tables}`,
  }
}

function cellOf(pair: MatrixPair | undefined, points: number, sense: number): Markup {
  if (pair === undefined) return html`<td class="value soft" data-value="">·</td>`
  const { wins, ties, losses, mean } = pair
  if (mean === null) return html`<td class="value soft" data-value="">no pairs</td>`
  const kind = !isSignificant(pair) ? '' : mean * sense > 0 ? ' won' : ' lost'
  return html`<td class="value${kind}" data-value="${mean * points}">${formatDifference(mean * points)}<br><small>${wins} / ${ties} / ${losses}</small></td>`
}

function isBetter(pair: MatrixPair | undefined, sense: number): boolean {
  return pair !== undefined && isSignificant(pair) && pair.mean! * sense > 0
}

function isSignificant({ adjustedP }: MatrixPair): boolean {
  return adjustedP !== null && adjustedP < ALPHA
}

/** a to z, then aa, ab, … */
function letterOf(i: number): string {
  const last = String.fromCharCode(97 + (i % 26))
  return i < 26 ? last : letterOf(Math.floor(i / 26) - 1) + last
}
