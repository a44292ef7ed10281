import type { Estimate } from '../../statistics/resampling/bootstrap.js'
import { html, type Markup } from '../page/html.js'

/** `points`: factor to what is printed; `digits`: decimals; `counted`: shows how many items the mean is over. */
type CellForm = { readonly points: number; readonly digits: number; readonly counted: boolean }

/** A mean that is not negative, with its interval. */
export function estimateCell(
  { mean, interval, n }: Pick<Estimate, 'mean' | 'interval' | 'n'>,
  { points, digits, counted }: CellForm,
): Markup {
  if (mean === null) return html`<td class="value soft" data-value="">no value</td>`
  const text = (value: number) => (value * points).toFixed(digits)
  const range = interval === null ? '' : ` (${text(interval.low)} to ${text(interval.high)})`
  return html`<td class="value" data-value="${mean * points}"><b>${text(mean)}</b><small>${range}${counted ? ` of ${n}` : ''}</small></td>`
}
