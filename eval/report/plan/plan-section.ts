import { counted } from '../../../base/text/format-count.js'
import type { Summary } from '../../compare/summarise.js'
import { html, type Markup } from '../page/html.js'
import type { Section } from '../page/section.js'
import { factTable } from '../tables/data-table.js'
import { formatNumber, pointsOf } from '../tables/format-value.js'
import { changeText, type DeclaredPlan } from './declared-plan.js'
import { planSentence, sealedWhen } from './plan-sentence.js'

/** The sentence below the verdict; its time is in the section of the execution. Empty if there is nothing to declare. */
export function planNote(plan: DeclaredPlan | null, summary: Summary): Markup {
  const sentence = planSentence(plan, summary, null)
  if (sentence === '') return html``
  return html`<p class="soft">${sentence}${plan === null ? html`` : html` <a href="#declared">What was declared</a>, <a href="#execution">when</a>.`}</p>`
}

/** What was declared before the run, what it assumed, and what was changed since; null without a plan. */
export function planSection(plan: DeclaredPlan | null, summary: Summary): Section | null {
  if (plan === null) return null
  return {
    id: 'declared',
    title: 'What was declared',
    note: '',
    shape: 'narrow',
    body: factTable('What was declared', rows(plan, summary)),
  }
}

function rows(plan: DeclaredPlan, { primary, detectable }: Summary): [string, string | Markup][] {
  const { hash, changes, later, assumed } = plan
  const found =
    primary === null || detectable === null
      ? ''
      : `; given the variation of these data, ${formatNumber(detectable * pointsOf(primary.measure))} points`
  const planned = assumed.detectable === null ? 'no difference' : `${formatNumber(assumed.detectable)} points`
  return [
    ['sealed', sealedWhen(plan)],
    ['plan', html`<code>${hash}</code>`],
    [
      'expected variation',
      `standard deviation of ${assumed.sd} points and intraclass correlation of ${assumed.icc} of the paired differences`,
    ],
    ['detectable difference', `${planned} with 80% power as planned${found}`],
    [
      'changed since',
      changes.length === 0
        ? 'nothing'
        : html`${changes.map((change) => html`<div>${changeText(change)}</div>`)}`,
    ],
    ...(later === 0 ? [] : [['declared again', `${counted(later, 'more plan')} later`] as [string, string]]),
  ]
}
