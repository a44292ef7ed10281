import type { Estimate } from '../../statistics/resampling/bootstrap.js'
import { html, type Markup } from '../page/html.js'
import { formatInterval, formatNumber } from '../tables/format-value.js'

/** A mean with its interval; `points`: factor to what is printed; `counted`: shows how many items it is over. */
export function estimateCell(
  { mean, interval, n }: Estimate,
  { points, counted }: { readonly points: number; readonly counted: boolean },
): Markup {
  if (mean === null) return html`<td class="value soft" data-value="">no value</td>`
  const range = interval === null ? '' : ` (${formatInterval(interval, points)})`
  return html`<td class="value" data-value="${mean * points}"><b>${formatNumber(mean * points)}</b><small>${range}${counted ? ` of ${n}` : ''}</small></td>`
}
