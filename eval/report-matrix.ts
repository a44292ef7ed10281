import { formatBudget, formatDifference, formatNumber, pointsOf, unitOf } from './format-value.js'
import { html, type Markup } from './html.js'
import { type MatrixPair, seenFrom } from './matrix.js'
import { senseNote, senseOf } from './sense.js'
import type { Summary } from './summarise.js'
import { outOfReach } from './verdict.js'

const ALPHA = 0.05

/** Every strategy against every other at the primary budget and measure; empty with fewer than two. */
export function matrixSection(summary: Summary): Markup {
  const { matrix, focus } = summary
  const strategies = [...new Set(matrix.flatMap(({ strategy, other }) => [strategy, other]))]
  if (strategies.length < 2) return html``
  const letters = new Map(strategies.map((strategy, i) => [strategy, letterOf(i)]))
  const points = pointsOf(focus.measure)
  const sense = senseOf(focus.measure)
  if (sense === 0) return html``
  const rows = strategies.map((strategy) => {
    const own = new Map(
      matrix
        .filter((pair) => pair.strategy === strategy || pair.other === strategy)
        .map((pair) => seenFrom(pair, strategy))
        .map((pair) => [pair.other, pair]),
    )
    const beaten = strategies.filter((other) => isBetter(own.get(other), sense))
    const mean = summary.cells.find(
      (cell) =>
        cell.strategy === strategy &&
        cell.measure === focus.measure &&
        cell.budget === focus.budget &&
        cell.generator === focus.generator,
    )?.mean
    const figure = mean == null ? 'no value' : formatNumber(mean * points)
    return html`<tr><th scope="row"><span class="letter">${letters.get(strategy)!}</span>${strategy}</th><td class="value"><b>${figure}</b><sup>${beaten.map((other) => letters.get(other)!).join('')}</sup></td>${strategies.map((other) => cellOf(own.get(other), points, sense))}</tr>
`
  })
  const where = focus.budget === null ? 'without a budget' : `at ${formatBudget(focus.budget)} tokens`
  return html`<section><h2>Every strategy against every other <small>${focus.measure} ${where}, generator ${focus.generator}</small></h2>
<p class="soft">Row against column: instructions won / tied / lost, and the mean difference in ${unitOf(focus.measure)}${senseNote(focus.measure)}. Letters behind a mean: the strategies that it is better than by a sign-flip test over patients, p below ${ALPHA} after Holm over all ${matrix.length} pairs; shaded cells are those pairs.${outOfReach(summary.patients, matrix.length)}</p>
<div class="scroll"><table class="matrix"><thead><tr><th>strategy</th><th class="value">mean</th>${strategies.map((other) => html`<th class="value">${letters.get(other)!}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div></section>
`
}

function cellOf(pair: MatrixPair | undefined, points: number, sense: number): Markup {
  if (pair === undefined) return html`<td class="value soft">·</td>`
  const { wins, ties, losses, mean } = pair
  if (mean === null) return html`<td class="value soft">no pairs</td>`
  const kind = !isSignificant(pair) ? '' : mean * sense > 0 ? ' won' : ' lost'
  return html`<td class="value${kind}">${wins} / ${ties} / ${losses}<br><small>${formatDifference(mean * points)}</small></td>`
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
