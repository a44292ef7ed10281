import { counted, formatCount } from '../../../base/text/format-count.js'
import { html, type Markup } from '../page/html.js'
import { reasonLabel } from '../stored-labels.js'
import { formatBudget } from '../tables/format-value.js'
import type {
  DrillDownContext,
  DrillDownFrame,
  DrillDownItem,
  DrillDownPassage,
  MarkedPiece,
} from './drill-down-item.js'
import { passageAnchor } from './item-attributes.js'
import { relevanceBadge } from './relevance-badge.js'

/** How many ids the head of a passage shows; the others are only counted. */
const SHOWN_IDS = 2

/** The contexts of one instruction. Those of the strategies shown first come first. */
export function contextBoxes(item: DrillDownItem, frame: DrillDownFrame): Markup {
  return html`${inShownOrder(item.contexts, frame).map((i) => contextBox(item, i, frame))}`
}

/** Indexes of the contexts. Those of the strategies shown first come first, so that they are next to each other. */
function inShownOrder(contexts: readonly DrillDownContext[], frame: DrillDownFrame): number[] {
  const turn = (place: number) => {
    const turns = contexts[place]!.arms.filter(({ budget }) => budget === frame.budget)
      .map(({ strategy }) => frame.shown.indexOf(strategy))
      .filter((index) => index >= 0)
    return Math.min(...turns, frame.shown.length)
  }
  return [...contexts.keys()].toSorted((a, b) => turn(a) - turn(b))
}

/** Open if one of the strategies shown first has it at the budget shown first; the others start closed. */
function contextBox(
  { instructionId, contexts }: DrillDownItem,
  place: number,
  frame: DrillDownFrame,
): Markup {
  const context = contexts[place]!
  const { arms, tokens, dropped, passages } = context
  const { strategies, budgets, shown, budget } = frame
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
  if (reason !== null) return html`<p class="soft">no context: ${reasonLabel(reason)}</p>`
  if (passages.length === 0 && (text === null || text === ''))
    return html`<p class="soft">an empty context</p>`
  const anchors = passages.map((_, i) => passageAnchor(instructionId, place, i))
  const shown = passages.map((passage, i) => passageBox(passage, anchors[i]!))
  const isUnlabeled = passages.length > 0 && passages.every(({ label }) => label === null)
  const without = isUnlabeled
    ? html`<p class="soft">The model read the end of a text that has no labels; these are the notes and events in it.</p>`
    : html``
  const raw = text === null ? html`` : html`<div class="text">${text}</div>`
  return html`${without}${evidenceLinks(passages, anchors)}<div class="context" role="region" aria-label="Context ${place + 1} of instruction ${instructionId}" tabindex="0">${shown}${raw}</div>`
}

/** Links to the passages that hold evidence, since the visible part of a long context may show none of them. */
function evidenceLinks(passages: readonly DrillDownPassage[], anchors: readonly string[]): Markup {
  const links = passages.flatMap(({ relevance, rank }, i) =>
    relevance > 0 ? [html` <a href="#${anchors[i]!}">rank ${rank}</a>`] : [],
  )
  return links.length === 0
    ? html`<p class="soft">no judged evidence in these passages</p>`
    : html`<p class="soft">judged evidence in:${links}</p>`
}

function passageBox(passage: DrillDownPassage, anchor: string): Markup {
  const { label, rank, time, type, documentIds, tokens, relevance, pieces } = passage
  const ids = documentIds.join(', ')
  const documents = documentIds.length > SHOWN_IDS ? counted(documentIds.length, 'document') : ids
  return html`<div class="passage" id="${anchor}"><div class="soft" title="${ids}">${relevanceBadge(relevance)}${label === null ? '' : `[${label}] `}${time ?? 'undated'} ${type}, rank ${rank}, ${counted(tokens, 'token')} <small>${documents}</small></div>
<div class="text">${pieces.map(piece)}</div></div>
`
}

function piece({ text, relevance }: MarkedPiece): Markup {
  if (relevance <= 0) return html`${text}`
  return html`<mark class="${relevance >= 2 ? 'essential' : 'supporting'}">${text}</mark>`
}
