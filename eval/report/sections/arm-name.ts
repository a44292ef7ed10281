import { html, type Markup } from '../page/html.js'

/** A strategy's name that may break before a modifier: 'hybrid+mmr=0.5+recency=90+cut' is wider than a narrow column. */
export function armName(name: string): Markup {
  const parts = name.split(/(?=\+)/)
  return html`${parts.map((part, i) => (i === 0 ? html`${part}` : html`<wbr>${part}`))}`
}
