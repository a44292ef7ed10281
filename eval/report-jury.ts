import { formatCount } from './format-value.js'
import { html, type Markup } from './html.js'
import type { AgreementFigure } from './leave-patient-out.js'
import type { JuryProvenance } from './provenance.js'

/** How far the judges agree with each other and with people; nothing where no model graded. */
export function jurySection(jury: JuryProvenance | null): Markup {
  if (jury === null) return html``
  const between = jury.agreement.map(
    ({ criterion, responses, alpha, reason }) =>
      html`<tr><th scope="row">${criterion}</th><td class="value">${formatCount(responses)}</td><td class="value">${alpha === null ? `none: ${reason}` : twoDecimals(alpha)}</td></tr>
`,
  )
  return html`<section><h2>Judges</h2>
<p>${jury.calibrated ? 'Held against people’s labels of the same responses.' : `Uncalibrated: nothing shows that people would grade ${jury.uncalibrated.join(', ')} alike.`}</p>
<div class="scroll"><table><thead><tr><th scope="col">criterion</th><th scope="col">responses of two judges</th><th scope="col">Krippendorff’s alpha between judges</th></tr></thead><tbody>${between}</tbody></table></div>
${peopleTable(jury)}${rankingTable(jury)}${leftOut(jury)}</section>`
}

function peopleTable({ people }: JuryProvenance): Markup {
  if (people.length === 0) return html``
  const rows = people.map(
    ({ criterion, n, patients, kappa, tau, icc }) =>
      html`<tr><th scope="row">${criterion}</th><td class="value">${formatCount(n)}</td><td class="value">${formatCount(patients)}</td>${[kappa, tau, icc].map((figure) => html`<td class="value">${figureText(figure)}</td>`)}</tr>
`,
  )
  return html`<div class="scroll"><table><thead><tr><th scope="col">with people</th><th scope="col">responses</th><th scope="col">patients</th><th scope="col">Cohen’s kappa</th><th scope="col">Kendall’s tau-b</th><th scope="col">ICC(2,1)</th></tr></thead><tbody>${rows}</tbody></table></div>
<p class="soft">Kappa has quadratic weights where there are more than two grades, the jury’s mean rounded. Intervals of 95 % by leaving out one patient at a time.</p>`
}

function rankingTable({ ranking }: JuryProvenance): Markup {
  if (ranking.length === 0) return html``
  const rows = ranking.map(
    ({ criterion, instructions, patients, tau }) =>
      html`<tr><th scope="row">${criterion}</th><td class="value">${formatCount(instructions)}</td><td class="value">${formatCount(patients)}</td><td class="value">${figureText(tau)}</td></tr>
`,
  )
  return html`<div class="scroll"><table><thead><tr><th scope="col">with people’s rankings</th><th scope="col">instructions</th><th scope="col">patients</th><th scope="col">Kendall’s tau-b within an instruction, at the mean</th></tr></thead><tbody>${rows}</tbody></table></div>
`
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
