import { html, type Markup } from '../page/html.js'

/** How relevant a piece of evidence was judged to be, as a word; empty if it was not. */
export function relevanceBadge(relevance: number): Markup {
  if (relevance >= 2) return html`<b class="essential">essential</b> `
  return relevance >= 1 ? html`<b class="supporting">supporting</b> ` : html``
}
