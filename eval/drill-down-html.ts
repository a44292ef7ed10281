import type {
  AnswerText,
  DrillDownAnswer,
  DrillDownAnswers,
  DrillDownContext,
  DrillDownFact,
  DrillDownItem,
  DrillDownPassage,
  MarkedPiece,
} from './drill-down-item.js'
import { counted, formatBudget, formatCount, formatNumber, pointsOf } from './format-value.js'
import { html, type Markup } from './html.js'

/** What all items of a drill-down share. */
export type DrillDownFrame = {
  readonly name: string
  readonly corpus: string
  readonly budget: number
  readonly measures: readonly string[]
  /** Strategies whose contexts are shown. */
  readonly shown: readonly string[]
}

/** Ids of a passage that stand in its head; where it has more they are counted. */
const SHOWN_IDS = 2

export const OUTCOMES = { better: 'higher', tie: 'equal', worse: 'lower', unscored: 'unscored' } as const

/** One instruction with all of its text, to stand in a page of drill-down-page.ts. Everything is escaped. */
export function drillDownArticle(item: DrillDownItem, frame: DrillDownFrame): Markup {
  const contexts = item.contexts.map((context, side) => contextColumn(context, item.instructionId, side))
  return html`<article id="${anchorOf(item.instructionId)}" ${filterAttributes(item)}>
<h2>${item.text}</h2>
<p class="soft">instruction ${item.instructionId}, patient ${item.patientId}, ${item.category ?? 'no category'}, may see ${
    item.asOf === null ? 'the whole record' : `up to ${item.asOf}`
  }${frame.shown.length === 2 ? html`; ${frame.measures[0]!}: ${frame.shown[1]!} <b>${OUTCOMES[item.outcome]}</b>` : ''}</p>
<div class="pair"><section><h3>References</h3>${references(item)}</section>
<section><h3>Judged evidence</h3>${factList(item.facts)}</section></div>
${item.generators.map((answers) => answerTable(answers, item, frame))}
<details open><summary>Contexts at ${formatBudget(frame.budget)} tokens</summary><div class="pair">${contexts}</div></details>
</article>
`
}

/** What the page's filter reads of an article, or of a line of the table of contents. */
export function filterAttributes({ category, outcome }: DrillDownItem): Markup {
  return html`data-item data-category="${category ?? ''}" data-outcome="${OUTCOMES[outcome]}"`
}

export function anchorOf(instructionId: string): string {
  return `i-${encodeURIComponent(instructionId)}`
}

function references({ references: given }: DrillDownItem): Markup {
  if (given.length === 0) return html`<p class="soft">none</p>`
  return html`${given.map(({ annotator, text }) => html`<div class="text">${text} <small>${annotator}</small></div>`)}`
}

function factList(facts: readonly DrillDownFact[]): Markup {
  if (facts.length === 0) return html`<p class="soft">none was judged that may be seen</p>`
  const items = facts.map(
    ({ relevance, places }) =>
      html`<li>${badge(relevance)}${places.map(
        ({ where, text }, i) =>
          html`${i === 0 ? '' : html`<div class="soft">or</div>`}<div class="text">${text ?? '(not in the record)'} <small>${where}</small></div>`,
      )}</li>`,
  )
  return html`<ul>${items}</ul>`
}

function badge(relevance: number): Markup {
  if (relevance >= 2) return html`<b class="essential">essential</b> `
  return relevance >= 1 ? html`<b class="supporting">supporting</b> ` : html``
}

function answerTable(
  { generator, rows }: DrillDownAnswers,
  item: DrillDownItem,
  frame: DrillDownFrame,
): Markup {
  const head = frame.measures.map((measure) => html`<th class="value">${measure}</th>`)
  const body = rows.map((row) => answerRow(row, item.instructionId, frame))
  return html`<h3>Answers of ${generator}</h3>
<div class="scroll"><table><thead><tr><th>strategy</th><th>answer</th>${head}</tr></thead><tbody>${body}</tbody></table></div>`
}

function answerRow(
  { strategy, texts, values }: DrillDownAnswer,
  instructionId: string,
  frame: DrillDownFrame,
): Markup {
  const side = frame.shown.indexOf(strategy)
  const cells = values.map(({ value, reason }, i) =>
    value === null
      ? html`<td class="value" title="${reason ?? ''}">–</td>`
      : html`<td class="value">${formatNumber(value * pointsOf(frame.measures[i]!))}</td>`,
  )
  return html`<tr class="${side < 0 ? 'arm' : 'baseline'}"><th scope="row">${strategy}</th><td>${texts.map(
    (text) => answerText(text, instructionId, side),
  )}</td>${cells}</tr>
`
}

function answerText(
  { text, reason, citations, unknownCitations }: AnswerText,
  instructionId: string,
  side: number,
): Markup {
  const cited = citations.map(({ documentId, passage }) =>
    passage === null
      ? html` <small class="cited">${documentId}</small>`
      : html` <a class="cited" href="#${passageAnchor(instructionId, side, passage)}">${documentId}</a>`,
  )
  const unknown =
    unknownCitations === 0 ? html`` : html` <small>${counted(unknownCitations, 'unknown citation')}</small>`
  return text === null
    ? html`<div class="soft">no answer: ${reason ?? 'not generated'}</div>`
    : html`<div class="text">${text}</div><div>${cited}${unknown}</div>`
}

function contextColumn(context: DrillDownContext, instructionId: string, side: number): Markup {
  const { strategy, tokens, dropped, passages, text, reason } = context
  const sizes = [
    counted(tokens, 'token'),
    counted(passages.length, 'passage'),
    `${formatCount(dropped)} dropped`,
  ]
  const head = html`<h3>${strategy} <small>${sizes.join(', ')}</small></h3>`
  if (reason !== null) return html`<section>${head}<p class="soft">no context: ${reason}</p></section>`
  if (passages.length === 0 && text === '')
    return html`<section>${head}<p class="soft">an empty context</p></section>`
  const anchors = passages.map((_, i) => passageAnchor(instructionId, side, i))
  const shown = passages.map((passage, i) => passageBox(passage, anchors[i]!))
  const raw = text === null ? html`` : html`<div class="text">${text}</div>`
  return html`<section>${head}${evidenceLinks(passages, anchors)}<div class="context">${shown}${raw}</div></section>`
}

/** Leads to the passages that hold evidence, of which a long context may show none at first. */
function evidenceLinks(passages: readonly DrillDownPassage[], anchors: readonly string[]): Markup {
  const links = passages.flatMap(({ relevance, rank }, i) =>
    relevance > 0 ? [html` <a href="#${anchors[i]!}">rank ${rank}</a>`] : [],
  )
  return links.length === 0
    ? html`<p class="soft">no judged evidence in its passages</p>`
    : html`<p class="soft">judged evidence in:${links}</p>`
}

function passageBox(passage: DrillDownPassage, anchor: string): Markup {
  const { label, rank, time, type, documentIds, tokens, relevance, pieces } = passage
  const ids = documentIds.join(', ')
  const documents = documentIds.length > SHOWN_IDS ? counted(documentIds.length, 'document') : ids
  return html`<div class="passage" id="${anchor}"><div class="soft" title="${ids}">${badge(relevance)}[${label}] ${time ?? 'undated'} ${type}, rank ${rank}, ${counted(tokens, 'token')} <small>${documents}</small></div>
<div class="text">${pieces.map(piece)}</div></div>
`
}

function piece({ text, relevance }: MarkedPiece): Markup {
  if (relevance <= 0) return html`${text}`
  return html`<mark class="${relevance >= 2 ? 'essential' : 'supporting'}">${text}</mark>`
}

function passageAnchor(instructionId: string, side: number, passage: number): string {
  return `${anchorOf(instructionId)}-${side}-${passage}`
}
