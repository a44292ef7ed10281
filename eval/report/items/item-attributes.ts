import { CAUSES, type Cause } from '../../compare/failure-attribution.js'
import { html, type Markup } from '../page/html.js'
import type { DrillDownFrame, DrillDownItem } from './drill-down-item.js'

/** What item pages call each outcome. */
export const OUTCOMES = { better: 'higher', tie: 'equal', worse: 'lower', unscored: 'unscored' } as const

/** Causes as the pages number them: what failed comes before what is right, so that sorting by cause puts failures first. */
export const CAUSE_ORDER: readonly Cause[] = (Object.keys(CAUSES) as Cause[]).toSorted(
  (a, b) => Number(isRight(a)) - Number(isRight(b)),
)

/** Whether the answer was right by the measure that says so. */
export function isRight(cause: Cause): boolean {
  return cause === 'right' || cause === 'uncited'
}

/**
 * What the page's script reads from an article, or from a line of the list: levels, outcome, and for every answer the numbers of
 * its strategy, budget, generator and cause.
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

/** The HTML id of an item. */
export function anchorOf(instructionId: string): string {
  return `i-${encodeURIComponent(instructionId)}`
}

/** The HTML id of a passage, by the index of its context in the item and its own index in the context. */
export function passageAnchor(instructionId: string, context: number, passage: number): string {
  return `${anchorOf(instructionId)}-${context}-${passage}`
}
