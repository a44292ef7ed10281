import { CAUSES } from '../../compare/failure-attribution.js'
import { html, type Markup } from '../page/html.js'
import { htmlPage } from '../page/html-page.js'
import { PAGE_SCRIPT } from '../page/page-script.js'
import { pageStyle } from '../page/page-style.js'
import { printStyle } from '../page/print-style.js'
import { causeLabel } from '../stored-labels.js'
import { formatBudget, unitOf } from '../tables/format-value.js'
import type { DrillDownFrame } from './drill-down-item.js'
import { CAUSE_ORDER, isRight } from './item-attributes.js'
import { ITEM_FILTER_SCRIPT } from './item-filter-script.js'
import { itemsStyle } from './items-style.js'

/** Items, or lines that link to them, below a filter. `home`: link from a page back to the list of all items; null on the list itself. */
export type DrillDownBody = { readonly content: Markup; readonly home: string | null }

/** A drill-down page. It contains record text, so the caller must keep it private (mode 0600). */
export function drillDownPage(frame: DrillDownFrame, { content, home }: DrillDownBody): string {
  const units = frame.measures
    .filter((measure) => unitOf(measure) !== unitOf(''))
    .map((measure) => `, ${measure} in ${unitOf(measure)}`)
    .join('')
  const causes = CAUSE_ORDER.map((cause) => html`<dt>${causeLabel(cause)}</dt><dd>${CAUSES[cause]}</dd>`)
  return htmlPage({
    title: `${frame.name}: items`,
    styles: [pageStyle, itemsStyle, printStyle],
    script: `${PAGE_SCRIPT}${ITEM_FILTER_SCRIPT}`,
    isPrivate: true,
    body: html`<a class="skip" href="#items">Skip to the items</a>
<div class="warning" role="alert"><p><b>This page contains text from patient records.</b> Store it only where the records may be stored, and share it only with people who may read them.</p></div>
<header><h1>${frame.name}: items</h1>
<p class="soft">Corpus ${frame.corpus}. Values in points of 100${units}; – is unscored. <mark class="essential">Essential</mark> and <mark class="supporting">supporting</mark> evidence as judged. An answer is right if ${frame.rule}.${
      home === null ? html`` : html` <a href="${home}">All items</a>`
    }</p>
<details><summary>What the causes mean</summary><dl>${causes}</dl></details></header>
${filterForm(frame)}
<main id="items" tabindex="-1">${content}</main>`,
  })
}

function filterForm({
  measures,
  shown,
  strategies,
  budgets,
  generators,
  traits,
  budget,
}: DrillDownFrame): Markup {
  const compared =
    shown.length < 2
      ? html`<select name="outcome" hidden><option value=""></option></select>`
      : html`<label>${shown[1]!} vs. ${shown[0]!} (${measures[0]!}) ${select(
          'outcome',
          ['higher', 'equal', 'lower', 'unscored'].map((name) => [name, name]),
        )}</label>`
  const numbered = (names: readonly string[]) => names.map((name, i): Choice => [String(i), name])
  const causes: Choice[] = [['wrong', 'any failure'], ...numbered(CAUSE_ORDER.map(causeLabel))]
  const orders: Choice[] = [
    ['cause', 'cause of failure'],
    ['failed', 'number of failed answers'],
  ]
  return html`<form hidden autocomplete="off" aria-label="Filter and sort the items" data-wrong="${CAUSE_ORDER.filter((cause) => !isRight(cause)).length}"><input name="words" type="search" placeholder="filter by words" aria-label="filter by words">
<label>strategy ${select('strategy', numbered(strategies))}</label>
<label>budget ${select('budget', numbered(budgets.map(formatBudget)), String(budgets.indexOf(budget)))}</label>
<label${generators.length < 2 ? html` hidden` : ''}>generator ${select('generator', numbered(generators))}</label>
<label>cause ${select('cause', causes)}</label>
${traits.map(({ name, levels }, i) => html`<label>${name} <select name="trait-${i}" data-trait><option value="">any</option>${levels.map((level) => html`<option>${level}</option>`)}</select></label>`)}
${compared}
<label>order <select name="order"><option value="">as in the corpus</option>${orders.map(([value, text]) => html`<option value="${value}">${text}</option>`)}</select></label>
<span id="count" class="soft" aria-live="polite"></span></form>`
}

type Choice = readonly [value: string, text: string]

function select(name: string, choices: readonly Choice[], chosen = ''): Markup {
  const options = choices.map(
    ([value, text]) =>
      html`<option value="${value}"${value === chosen ? html` selected` : ''}>${text}</option>`,
  )
  return html`<select name="${name}"><option value="">any</option>${options}</select>`
}
