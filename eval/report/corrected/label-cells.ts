import type { MeanOfLabels } from '../../statistics/labels/prediction-powered.js'
import { html, type Markup } from '../page/html.js'
import { formatDifference, formatInterval, formatNumber } from '../tables/format-value.js'

/** A mean in points; a dash if there is none. */
export function numberCell(value: number | null, points: number): Markup {
  return value === null
    ? html`<td class="value soft" data-value="">–</td>`
    : html`<td class="value" data-value="${value * points}">${formatNumber(value * points)}</td>`
}

/** A mean in points with its interval, or why there is none. */
export function meanCell(mean: MeanOfLabels | null, points: number, reason: string | null): Markup {
  if (mean === null) return html`<td class="value soft" data-value="">${reason ?? '–'}</td>`
  return html`<td class="value" data-value="${mean.mean * points}"><b>${formatNumber(mean.mean * points)}</b><small> (${formatInterval(mean, points)})</small></td>`
}

/** A difference in points with its interval, colored if that excludes 0, or why there is none. */
export function differenceCell(mean: MeanOfLabels | null, points: number, reason: string | null): Markup {
  if (mean === null) return html`<td class="value soft" data-value="">${reason ?? '–'}</td>`
  const direction = mean.low > 0 ? 'better' : mean.high < 0 ? 'worse' : 'open'
  return html`<td class="value" data-value="${mean.mean * points}"><b class="${direction}">${formatDifference(mean.mean * points)}</b><small> (${formatInterval(mean, points)})</small></td>`
}
