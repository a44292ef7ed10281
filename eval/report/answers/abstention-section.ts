import { groupBy } from '../../../base/group-by.js'
import { counted } from '../../../base/text/format-count.js'
import type { AbstentionRow } from '../../answers/abstention-rows.js'
import { ABSTENTION_PHRASES } from '../../text/abstention.js'
import { withIntervals } from '../interval-note.js'
import { html, type Markup } from '../page/html.js'
import type { Section } from '../page/section.js'
import { armName } from '../sections/arm-name.js'
import { dataTable } from '../tables/data-table.js'
import { formatBudget } from '../tables/format-value.js'
import { estimateCell } from './estimate-cell.js'

/** Which instructions can be answered, and how often arms abstained. */
export type Abstention = {
  /** Numbers of instructions, by how it is known that they cannot be answered. */
  readonly unanswerable: Readonly<Record<string, number>>
  readonly answerable: number
  /** Instructions of which nothing is known. */
  readonly unknown: number
  readonly rows: readonly AbstentionRow[]
}

/** The generator that comes first, and what intervals are over. */
type AbstentionBasis = { readonly headline: string; readonly patients: number; readonly level: number }

/** How often each arm abstained where it should and where it should not, the headline generator's arms first. */
export function abstentionSection(found: Abstention, basis: AbstentionBasis): Section | null {
  if (found.rows.every(({ answers }) => answers === 0)) return null
  const generators = [...groupBy(found.rows, ({ generator }) => generator)].toSorted(
    ([a], [b]) => Number(b === basis.headline) - Number(a === basis.headline),
  )
  return {
    id: 'abstention',
    title: 'Abstention',
    note: 'answers that say that the record does not tell',
    shape: 'narrow',
    body: html`<p>${sentenceOf(found)}</p>
${generators.map(([generator, rows]) => tableOf(generator, rows, found))}
<p class="soft">Shares in percent, ${withIntervals(basis, ' over patients')}. Right: higher is better. Wrong: lower is better.</p>
<p class="soft">An answer abstains if each of its sentences begins with one of these phrases and then states nothing about the patient (no colon, semicolon or contrast such as “but”, and no verb after a comma or “and”):</p>
<ul class="soft">${ABSTENTION_PHRASES.map(({ words }) => html`<li>${words}</li>`)}</ul>`,
  }
}

/** How many instructions are unanswerable, and why. */
function sentenceOf({ unanswerable, answerable, unknown }: Abstention): string {
  const kinds = Object.entries(unanswerable).filter(([, count]) => count > 0)
  const total = kinds.reduce((sum, [, count]) => sum + count, 0)
  const rest = `${counted(answerable, 'instruction')} can be answered, and of ${unknown} this is not known: nobody declared it, and no evidence is judged essential.`
  if (total === 0)
    return `No instruction is known to be unanswerable, so this experiment does not show whether an arm abstains when it should. ${rest}`
  const reasons = kinds.map(([because, count]) => `${count} ${because}`).join(', ')
  return `${counted(total, 'instruction')} cannot be answered from the visible record (${reasons}). ${rest}`
}

const SHARE = { points: 100, digits: 1, counted: true }

function tableOf(generator: string, rows: readonly AbstentionRow[], found: Abstention): Markup {
  const isTested = Object.values(found.unanswerable).some((count) => count > 0)
  return dataTable({
    label: `Abstentions of ${generator}`,
    caption: `Answers of ${generator}`,
    kind: 'abstention',
    columns: [
      { name: 'strategy', kind: 'text' },
      ...[
        'tokens',
        'answers',
        'abstentions',
        ...(isTested ? ['right, of the unanswerable'] : []),
        'wrong, of the answerable',
      ].map((name) => ({ name, kind: 'number' as const })),
    ],
    rows: rows.map(
      ({ strategy, budget, answers, abstained, right, wrong }) =>
        html`<tr><th scope="row">${armName(strategy)}</th><td class="value">${formatBudget(budget)}</td><td class="value">${answers}</td><td class="value">${Number(abstained.toFixed(1))}</td>${isTested ? estimateCell(right, SHARE) : html``}${estimateCell(wrong, SHARE)}</tr>
`,
    ),
  })
}
