import { counted } from '../../../base/text/format-count.js'
import { CAUSES } from '../../compare/failure-attribution.js'
import { html, type Markup } from '../page/html.js'
import { armName } from '../sections/arm-name.js'
import { causeLabel, reasonLabel } from '../stored-labels.js'
import { dataTable } from '../tables/data-table.js'
import { formatBudget, formatNumber, pointsOf } from '../tables/format-value.js'
import type { AnswerText, DrillDownAnswer, DrillDownFrame, DrillDownItem } from './drill-down-item.js'
import { passageAnchor } from './item-attributes.js'

/** All answers of the item's generator with index `g`, one row per strategy and budget. */
export function answerTable(item: DrillDownItem, g: number, frame: DrillDownFrame): Markup {
  const { generator, rows } = item.generators[g]!
  return html`<div data-generator="${g}"><h3>Answers of ${generator}</h3>
${dataTable({
  label: `Answers of ${generator} to instruction ${item.instructionId}`,
  caption: '',
  kind: 'answers',
  columns: [
    { name: 'strategy', kind: 'text' },
    { name: 'budget', kind: 'number' },
    {
      name: 'cause',
      kind: 'text',
      title: 'why the answer failed; right answers are divided by what they cite',
    },
    { name: 'answer', kind: 'text' },
    ...frame.measures.map((name) => ({ name, kind: 'number' as const })),
  ],
  rows: rows.map((row) => answerRow(row, item.instructionId, frame)),
})}</div>`
}

function answerRow(
  { strategy, budget, texts, values }: DrillDownAnswer,
  instructionId: string,
  frame: DrillDownFrame,
): Markup {
  const cells = values.map(({ value, reason }, i) => {
    if (value === null)
      return html`<td class="value" data-value="" title="${reason === null ? '' : reasonLabel(reason)}">–</td>`
    const points = value * pointsOf(frame.measures[i]!)
    return html`<td class="value" data-value="${points}">${formatNumber(points)}</td>`
  })
  const causes = texts.map(({ cause }) => html`<div title="${CAUSES[cause]}">${causeLabel(cause)}</div>`)
  return html`<tr class="${frame.shown.includes(strategy) ? 'baseline' : 'arm'}" data-strategy="${frame.strategies.indexOf(strategy)}" data-budget="${frame.budgets.indexOf(budget)}"><th scope="row">${armName(strategy)}</th><td class="value">${formatBudget(budget)}</td><td>${causes}</td><td>${texts.map(
    (text) => answerText(text, instructionId),
  )}</td>${cells}</tr>
`
}

function answerText(
  { text, reason, thoughts = '', thoughtTokens = null, citations, unknownCitations }: AnswerText,
  instructionId: string,
): Markup {
  const cited = citations.map(({ documentId, place }) =>
    place === null
      ? html` <small class="cited">${documentId}</small>`
      : html` <a class="cited" href="#${passageAnchor(instructionId, place.context, place.passage)}">${documentId}</a>`,
  )
  const unknown =
    unknownCitations === 0 ? html`` : html` <small>${counted(unknownCitations, 'unknown citation')}</small>`
  const size = [
    counted(thoughts.length, 'character'),
    ...(thoughtTokens === null ? [] : [counted(thoughtTokens, 'token')]),
  ]
  const thought =
    thoughts === ''
      ? html``
      : html`<details><summary>thoughts, not scored <small>${size.join(', ')}</small></summary><div class="text soft">${thoughts}</div></details>`
  return text === null
    ? html`<div class="soft">no answer: ${reason === null ? 'not generated' : reasonLabel(reason)}</div>${thought}`
    : html`<div class="text">${text}</div><div>${cited}${unknown}</div>${thought}`
}
