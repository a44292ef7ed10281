import type { AaContrast } from '../../statistics/repeats/aa-contrast.js'
import type { RepeatAgreement } from '../../statistics/repeats/repeat-agreement.js'
import { html, type Markup } from '../page/html.js'
import { formatDifference, formatInterval } from '../tables/format-value.js'

/** A share as '83%'. */
export function percentText(share: number): string {
  return `${Math.round(share * 100)}%`
}

/** How alike the repeats of an instruction are, with an interval. */
export function agreementCell(agreement: RepeatAgreement): Markup {
  if (agreement.kind === 'none') return none(agreement.reason)
  if (agreement.kind === 'share') {
    const { mean, interval } = agreement.pairs
    if (mean === null) return none('no value')
    const range = interval === null ? '' : ` (${percentText(interval.low)} to ${percentText(interval.high)})`
    return html`<td class="value" data-value="${mean}"><b>${percentText(mean)}</b><small>${range}</small></td>`
  }
  const { value, low, high, reason } = agreement.icc
  if (value === null) return none(reason ?? 'no value')
  const range = low === null || high === null ? '' : ` (${decimals(low)} to ${decimals(high)})`
  return html`<td class="value" data-value="${value}">ICC <b>${decimals(value)}</b><small>${range}</small></td>`
}

/** The odd less the even repeats, in points. */
export function aaCell({ difference, reason }: AaContrast, points: number): Markup {
  if (difference === null || difference.mean === null) return none(reason ?? 'no value')
  const { mean, interval } = difference
  const range = interval === null ? '' : ` (${formatInterval(interval, points)})`
  return html`<td class="value" data-value="${mean * points}">${formatDifference(mean * points)}<small>${range}</small></td>`
}

function none(reason: string): Markup {
  return html`<td class="value soft" data-value="">${reason}</td>`
}

function decimals(value: number): string {
  return value
    .toFixed(2)
    .replace(/^-(?=.*[1-9])/, '\u2212')
    .replace(/^-/, '')
}
