import { formatCount } from '../../../base/text/format-count.js'
import { budgetHead } from '../../compare/arms/budget-text.js'
import type { ArmRanks } from '../../compare/overall/arm-ranks.js'
import { html } from '../page/html.js'
import type { Section } from '../page/section.js'
import { armName } from '../sections/arm-name.js'
import { dataTable } from '../tables/data-table.js'
import { formatNumber } from '../tables/format-value.js'
import { leftOutText } from './arm-at.js'
import { percent, rankSentence } from './rank-sentence.js'

/** How often each arm would be the best of all; null if there are no arms to rank. */
export function ranksSection(ranks: ArmRanks | null): Section | null {
  if (ranks === null) return null
  const { measure, generator, leftOut, resamples, reason } = ranks
  return {
    id: 'ranks',
    title: 'Which arm is best',
    note: `${measure}, generator ${generator}`,
    shape: 'narrow',
    body:
      reason === null
        ? html`<p>${rankSentence(ranks)!}</p>
${tableOf(ranks)}
<p class="soft">Ranks of the arms’ means in ${formatCount(resamples)} bootstrap resamples of whole patients, all arms on the same instructions; arms that tie share the rank. An arm is called the best of all if it is first in at least 95% of them. This does not decide the primary comparison: its interval and its margin alone do.${leftOutText(leftOut, 'Not ranked')}</p>`
        : html`<p>Arms cannot be ranked: ${reason}.${leftOutText(leftOut, 'Not ranked')}</p>`,
  }
}

/** Arms that are shown even if they are never first. */
const FEWEST_ROWS = 3

function tableOf({ measure, generator, arms }: ArmRanks) {
  const shown = arms.filter(({ first }, i) => first > 0 || i < FEWEST_ROWS)
  const never = arms.length - shown.length
  return html`${dataTable({
    label: `Ranks of the arms: ${measure}, generator ${generator}`,
    caption: '',
    kind: 'ranks',
    columns: [
      { name: 'arm', kind: 'text' },
      { name: 'budget', kind: 'number' },
      { name: 'first in', kind: 'number' },
      { name: 'mean rank', kind: 'number' },
    ],
    rows: shown.map(
      (arm) =>
        html`<tr><th scope="row">${armName(arm.strategy)}</th><td class="value" data-value="${arm.budget ?? ''}">${budgetHead(arm)}</td><td class="value" data-value="${arm.first}"><b>${percent(arm.first)}</b></td><td class="value" data-value="${arm.meanRank}">${formatNumber(arm.meanRank)}</td></tr>
`,
    ),
  })}${never === 0 ? html`` : html`<p class="soft">${never === 1 ? 'One more arm is' : `The other ${never} arms are`} never first.</p>`}`
}
