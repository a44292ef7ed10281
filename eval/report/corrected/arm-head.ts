import type { PlanArm } from '../../compare/value-table.js'
import { html, type Markup } from '../page/html.js'
import { armName } from '../sections/arm-name.js'

/** The head of an arm's row: its strategy, with its generator if that `isNamed` because there are several. */
export function armHead({ strategy, generator }: PlanArm, isNamed: boolean): Markup {
  const reader = isNamed ? html`<br><small>${generator}</small>` : html``
  return html`<th scope="row">${armName(strategy)}${reader}</th>`
}
