import { formatCount } from '../../../base/text/format-count.js'
import type { AgreementFigure } from '../../statistics/resampling/leave-patient-out.js'
import { html, type Markup } from '../page/html.js'
import type { Section } from '../page/section.js'
import type { JuryProvenance } from '../provenance.js'
import { dataTable } from '../tables/data-table.js'

/** How far the judges agree with each other and with people; null if no model graded. */
export function jurySection(jury: JuryProvenance | null): Section | null {
  if (jury === null) return null
  const between = jury.agreement.map(
    ({ criterion, responses, alpha, reason }) =>
      html`<tr><th scope="row">${criterion}</th><td class="value">${formatCount(responses)}</td><td class="value">${alpha === null ? `none: ${reason}` : twoDecimals(alpha)}</td></tr>
`,
  )
  return {
    id: 'judges',
    title: 'Judges',
    note: '',
    shape: 'narrow',
    body: html`<p>${jury.calibrated ? 'Compared with people’s labels of the same responses.' : `Uncalibrated: there is no evidence that people would grade ${jury.uncalibrated.join(', ')} in the same way.`}</p>
${agreementTable(['criterion', 'responses graded by two judges', 'Krippendorff’s alpha between judges'], between)}
${peopleTable(jury)}${rankingTable(jury)}${leftOut(jury)}`,
  }
}

function agreementTable(names: readonly string[], rows: readonly Markup[]): Markup {
  return dataTable({
    label: `Agreement: ${names.join(', ')}`,
    caption: '',
    kind: 'agreement',
    columns: names.map((name, i) => ({ name, kind: i === 0 ? 'text' : 'number' })),
    rows,
  })
}

function peopleTable({ people }: JuryProvenance): Markup {
  if (people.length === 0) return html``
  const rows = people.map(
    ({ criterion, n, patients, kappa, tau, icc }) =>
      html`<tr><th scope="row">${criterion}</th><td class="value">${formatCount(n)}</td><td class="value">${formatCount(patients)}</td>${[kappa, tau, icc].map((figure) => html`<td class="value">${figureText(figure)}</td>`)}</tr>
`,
  )
  return html`${agreementTable(['with people', 'responses', 'patients', 'Cohen’s kappa', 'Kendall’s tau-b', 'ICC(2,1)'], rows)}
<p class="soft">Kappa has quadratic weights if there are more than two grades; the jury’s mean is rounded. The 95% intervals are jackknife intervals over patients.</p>`
}

function rankingTable({ ranking }: JuryProvenance): Markup {
  if (ranking.length === 0) return html``
  const rows = ranking.map(
    ({ criterion, instructions, patients, tau }) =>
      html`<tr><th scope="row">${criterion}</th><td class="value">${formatCount(instructions)}</td><td class="value">${formatCount(patients)}</td><td class="value">${figureText(tau)}</td></tr>
`,
  )
  return agreementTable(
    ['with people’s rankings', 'instructions', 'patients', 'Kendall’s tau-b within an instruction, mean'],
    rows,
  )
}

function leftOut({ labelsLeftOut }: JuryProvenance): Markup {
  const left = Object.entries(labelsLeftOut).map(([reason, count]) => `${formatCount(count)} ${reason}`)
  return left.length === 0 ? html`` : html`<p class="soft">Labels left out: ${left.join('; ')}.</p>`
}

/** '0.61 (0.40 to 0.82)'. */
function figureText({ value, low, high, reason }: AgreementFigure): string {
  if (value === null) return `none: ${reason}`
  const ends = low === null || high === null ? 'no interval' : `${twoDecimals(low)} to ${twoDecimals(high)}`
  return `${twoDecimals(value)} (${ends})`
}

function twoDecimals(value: number): string {
  return value.toFixed(2).replace('-', '\u2212')
}
