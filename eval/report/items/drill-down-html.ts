import { html, type Markup } from '../page/html.js'
import type { DrillDownFact, DrillDownFrame, DrillDownItem } from './drill-down-item.js'
import { answerTable } from './item-answers.js'
import { anchorOf, filterAttributes, OUTCOMES } from './item-attributes.js'
import { contextBoxes } from './item-contexts.js'
import { relevanceBadge } from './relevance-badge.js'

/** One instruction with all of its text, for a page of drill-down-page.ts. Everything is escaped. */
export function drillDownArticle(item: DrillDownItem, frame: DrillDownFrame): Markup {
  const { shown } = frame
  const levels = frame.traits.flatMap(({ name }, i) =>
    item.levels[i] == null ? [] : [`${name}: ${item.levels[i]}`],
  )
  const compared =
    shown.length === 2
      ? html`; ${shown[1]!} vs. ${shown[0]!} (${frame.measures[0]!}): <b>${OUTCOMES[item.outcome]}</b>`
      : html``
  return html`<article id="${anchorOf(item.instructionId)}" ${filterAttributes(item, frame)}>
<h2>${item.text}</h2>
<p class="soft">instruction ${item.instructionId}, patient ${item.patientId}, ${
    item.asOf === null ? 'whole record visible' : `record visible through ${item.asOf}`
  }${compared}</p>
<p class="soft">${levels.join(' · ')}</p>
<div class="pair"><section><h3>References</h3>${references(item)}</section>
<section><h3>Judged evidence</h3>${factList(item.facts)}</section></div>
${item.generators.map((_, g) => answerTable(item, g, frame))}
<h3>Contexts</h3>
<div class="pair contexts">${contextBoxes(item, frame)}</div>
</article>
`
}

function references({ references: given }: DrillDownItem): Markup {
  if (given.length === 0) return html`<p class="soft">none</p>`
  return html`${given.map(({ annotator, text }) => html`<div class="text">${text} <small>${annotator}</small></div>`)}`
}

function factList(facts: readonly DrillDownFact[]): Markup {
  if (facts.length === 0) return html`<p class="soft">no judged evidence is visible</p>`
  const items = facts.map(
    ({ relevance, places }) =>
      html`<li>${relevanceBadge(relevance)}${places.map(
        ({ where, text }, i) =>
          html`${i === 0 ? '' : html`<div class="soft">or</div>`}<div class="text">${text ?? '(not found in the record)'} <small>${where}</small></div>`,
      )}</li>`,
  )
  return html`<ul>${items}</ul>`
}
