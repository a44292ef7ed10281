import { visible } from '../tables/visible-text.js'

/** Text that is HTML already. Only html`` and trustedMarkup make one, so nothing else reaches a page unescaped. */
export type Markup = { readonly markup: string }

type Part = Markup | string | number | readonly Markup[]

/** HTML in which every interpolated string is escaped and its hidden characters are shown, and markup (or a list of it) stays as it is. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { markup: strings.reduce((text, string, i) => text + toMarkup(parts[i - 1]!) + string) }
}

/** For output of a library that escapes by itself (charts), and for our own constants. */
export function trustedMarkup(markup: string): Markup {
  return { markup }
}

function toMarkup(part: Part): string {
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part))
  if ('markup' in part) return part.markup
  return part.map((one) => one.markup).join('')
}

function escapeHtml(text: string): string {
  return visible(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}
