import { html, type Markup } from './html.js'

/** A part of a report, with what the table of contents needs to lead to it. */
export type Section = {
  /** Its anchor: unique on the page. */
  readonly id: string
  readonly title: string
  /** What the title is about, such as measure and budget; may be empty. */
  readonly note: string
  readonly body: Markup
  /** 'wide': printed in landscape, because its tables have many columns. */
  readonly shape: 'narrow' | 'wide'
}

/** A section of a page with its heading and note. */
export function sectionMarkup({ id, title, note, body, shape }: Section): Markup {
  const small = note === '' ? html`` : html` <small>${note}</small>`
  return html`<section id="${id}" class="${shape}" aria-labelledby="${id}-title"><h2 id="${id}-title">${title}${small}<a class="anchor" href="#${id}" aria-label="Link to this section: ${title}"></a></h2>
${body}</section>
`
}

/** The table of contents. */
export function contentsMarkup(sections: readonly Section[]): Markup {
  const items = sections.map(
    ({ id, title, note }) =>
      html`<li><a href="#${id}">${title}</a>${note === '' ? html`` : html` <small>${note}</small>`}</li>
`,
  )
  return html`<nav class="contents" aria-label="Contents"><h2>Contents</h2><ol>
${items}</ol></nav>
`
}

/**
 * Letters, digits and dashes: valid in an anchor. Texts that differ only in other characters get the same anchor, so add a number
 * if that can happen.
 */
export function anchorFor(...parts: readonly string[]): string {
  return parts
    .join('-')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
}
