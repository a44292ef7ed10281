import { counted, formatCount } from '../../../base/text/format-count.js'
import { budgetText } from '../../compare/arms/budget-text.js'
import type { WholeRecordRow } from '../../compare/whole-records.js'
import { html } from '../page/html.js'
import type { Section } from '../page/section.js'
import { formatNumber } from '../tables/format-value.js'

/** How many records an arm of whole records covers; null if all of them fit. */
export function wholeRecordsSection(rows: readonly WholeRecordRow[], generators: number): Section | null {
  if (rows.length === 0) return null
  return {
    id: 'whole-records',
    title: 'How many records fit',
    note: '',
    shape: 'narrow',
    body: html`${rows.map(
      (row) => html`<p>${wholeRecordsSentence(row, generators)}</p>
`,
    )}<p class="soft">An arm that shows whole records has no value where the record does not fit, so its mean is about short records. Arms that cut the record to the window have a value for every instruction.</p>`,
  }
}

/** '`full` at window (7,796 tokens) fits 61 of 84 instructions (5 of 6 patients); …'. */
export function wholeRecordsSentence(row: WholeRecordRow, generators: number): string {
  const { strategy, generator, instructions, fitting, patients, fittingPatients, excess } = row
  const name = `${strategy} at ${budgetText(row)}${generators > 1 ? ` for ${generator}` : ''}`
  const [median, most] = [formatNumber(excess.median), formatNumber(excess.most)]
  const left = instructions - fitting
  const others =
    fitting === 0
      ? `The median record has ${median} times as many tokens, the largest ${most} times.`
      : left === 1
        ? `The other instruction is about a record of ${median} times that size.`
        : `The other ${counted(left, 'instruction')} are about records of ${median} times that size (median), and ${most} times at most.`
  return `${name} fits ${formatCount(fitting)} of ${counted(instructions, 'instruction')} (${formatCount(fittingPatients)} of ${counted(patients, 'patient')}). ${others}`
}
