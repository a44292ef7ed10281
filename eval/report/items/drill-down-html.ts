import { CAUSES, type Cause } from '../../compare/failure-attribution.js'
import { html, type Markup } from '../page/html.js'
import { armName } from '../sections/arm-name.js'
import { dataTable } from '../tables/data-table.js'
import { counted, formatBudget, formatCount, formatNumber, pointsOf } from '../tables/format-value.js'
import type {
  AnswerText,
  DrillDownAnswer,
  DrillDownAnswers,
  DrillDownContext,
  DrillDownFact,
  DrillDownFrame,
  DrillDownItem,
  DrillDownPassage,
  MarkedPiece,
} from './drill-down-item.js'

/** Ids in the head of a passage; if it has more they are counted. */
const SHOWN_IDS = 2

export const OUTCOMES = { better: 'higher', tie: 'equal', worse: 'lower', unscored: 'unscored' } as const

/** Causes as the pages number them: what failed comes before what is right, so that sorting by cause puts failures first. */
export const CAUSE_ORDER: readonly Cause[] = (Object.keys(CAUSES) as Cause[]).toSorted(
  (a, b) => Number(isRight(a)) - Number(isRight(b)),
)

export function isRight(cause: Cause): boolean {
  return cause === 'right' || cause === 'uncited'
}

/** One instruction with all of its text, for a page of drill-down-page.ts. Everything is escaped. */
export function drillDownArticle(item: DrillDownItem, frame: DrillDownFrame): Markup {
  const { shown } = frame
  const levels = frame.traits.flatMap(({ name }, i) =>
    item.levels[i] == null ? [] : [`${name}: ${item.levels[i]}`],
  )
  const compared =
    shown.length === 2
      ? html`; ${frame.measures[0]!} of ${shown[1]!} against ${shown[0]!}: <b>${OUTCOMES[item.outcome]}</b>`
      : html``
  return html`<article id="${anchorOf(item.instructionId)}" ${filterAttributes(item, frame)}>
<h2>${item.text}</h2>
<p class="soft">instruction ${item.instructionId}, patient ${item.patientId}, may see ${
    item.asOf === null ? 'the whole record' : `up to ${item.asOf}`
  }${compared}</p>
<p class="soft">${levels.join(' · ')}</p>
<div class="pair"><section><h3>References</h3>${references(item)}</section>
<section><h3>Judged evidence</h3>${factList(item.facts)}</section></div>
${item.generators.map((answers, g) => answerTable(answers, g, item, frame))}
<h3>Contexts</h3>
<div class="pair contexts">${inShownOrder(item.contexts, frame).map((i) => contextBox(item.contexts[i]!, i, item.instructionId, frame))}</div>
</article>
`
}

/**
 * What the page's script reads of an article, or of a line of the list: levels, outcome, and for every answer the numbers of its
 * strategy, budget, generator and cause.
 */
export function filterAttributes(item: DrillDownItem, frame: DrillDownFrame): Markup {
  const answers = item.generators.flatMap(({ rows }, g) =>
    rows.flatMap(({ strategy, budget, texts }) =>
      texts.map(({ cause }) =>
        [
          frame.strategies.indexOf(strategy),
          frame.budgets.indexOf(budget),
          g,
          CAUSE_ORDER.indexOf(cause),
        ].join('.'),
      ),
    ),
  )
  return html`data-item data-levels="${JSON.stringify(item.levels)}" data-outcome="${OUTCOMES[item.outcome]}" data-answers="${answers.join(' ')}"`
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
  g: number,
  item: DrillDownItem,
  frame: DrillDownFrame,
): Markup {
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
      title: 'what the answer failed by; right answers, too, by what they cite',
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
    if (value === null) return html`<td class="value" data-value="" title="${reason ?? ''}">–</td>`
    const points = value * pointsOf(frame.measures[i]!)
    return html`<td class="value" data-value="${points}">${formatNumber(points)}</td>`
  })
  const causes = texts.map(({ cause }) => html`<div title="${CAUSES[cause]}">${cause}</div>`)
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
    ? html`<div class="soft">no answer: ${reason ?? 'not generated'}</div>${thought}`
    : html`<div class="text">${text}</div><div>${cited}${unknown}</div>${thought}`
}

/** Places of the contexts: those of the strategies shown first lead, so that they stand side by side. */
function inShownOrder(contexts: readonly DrillDownContext[], frame: DrillDownFrame): number[] {
  const turn = (place: number) => {
    const turns = contexts[place]!.arms.filter(({ budget }) => budget === frame.budget)
      .map(({ strategy }) => frame.shown.indexOf(strategy))
      .filter((index) => index >= 0)
    return Math.min(...turns, frame.shown.length)
  }
  return [...contexts.keys()].toSorted((a, b) => turn(a) - turn(b))
}

/** Open if one of the strategies shown first has it at the budget shown first; the others are there to be opened. */
function contextBox(
  context: DrillDownContext,
  place: number,
  instructionId: string,
  { strategies, budgets, shown, budget }: DrillDownFrame,
): Markup {
  const { arms, tokens, dropped, passages } = context
  const isFirst = arms.some((arm) => arm.budget === budget && shown.includes(arm.strategy))
  const numbers = arms.map((arm) => `${strategies.indexOf(arm.strategy)}.${budgets.indexOf(arm.budget)}`)
  const sizes = [
    counted(tokens, 'token'),
    counted(passages.length, 'passage'),
    `${formatCount(dropped)} dropped`,
  ]
  return html`<details class="context-box" data-arms="${numbers.join(' ')}"${isFirst ? html` open` : ''}><summary>${armsText(arms)} <small>${sizes.join(', ')}</small></summary>${contextBody(context, place, instructionId)}</details>
`
}

/** 'bm25 at 500, 1,000; hybrid at 500'. */
function armsText(arms: DrillDownContext['arms']): string {
  const names = [...new Set(arms.map(({ strategy }) => strategy))]
  return names
    .map((name) => {
      const own = arms.filter(({ strategy }) => strategy === name)
      return `${name} at ${own.map(({ budget }) => formatBudget(budget)).join(', ')}`
    })
    .join('; ')
}

function contextBody(
  { passages, text, reason }: DrillDownContext,
  place: number,
  instructionId: string,
): Markup {
  if (reason !== null) return html`<p class="soft">no context: ${reason}</p>`
  if (passages.length === 0 && (text === null || text === ''))
    return html`<p class="soft">an empty context</p>`
  const anchors = passages.map((_, i) => passageAnchor(instructionId, place, i))
  const shown = passages.map((passage, i) => passageBox(passage, anchors[i]!))
  const raw = text === null ? html`` : html`<div class="text">${text}</div>`
  return html`${evidenceLinks(passages, anchors)}<div class="context" role="region" aria-label="Context ${place + 1} of instruction ${instructionId}" tabindex="0">${shown}${raw}</div>`
}

/** Leads to the passages that hold evidence; a long context may show none of them at first. */
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

function passageAnchor(instructionId: string, context: number, passage: number): string {
  return `${anchorOf(instructionId)}-${context}-${passage}`
}
