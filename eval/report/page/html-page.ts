import { createHash } from 'node:crypto'
import { html, type Markup, trustedMarkup } from './html.js'

/** What an HTML page is made of. */
export type PageParts = {
  readonly title: string
  /** Style sheets, in order. */
  readonly styles: readonly Markup[]
  /** The page's own scripts as one text; it may not contain '</script'. */
  readonly script: string
  readonly body: Markup
  /** True for a page with record text, which no search engine may keep. */
  readonly isPrivate: boolean
}

/**
 * A whole page that loads nothing and sends nothing. Its policy names its own script by hash, so that no other script runs,
 * whatever names and texts the page contains.
 */
export function htmlPage({ title, styles, script, body, isPrivate }: PageParts): string {
  const hash = createHash('sha256').update(script).digest('base64')
  const robots = isPrivate ? trustedMarkup('<meta name="robots" content="noindex">') : html``
  const page = html`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${trustedMarkup(hash)}'; form-action 'none'; base-uri 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">${robots}
<title>${title}</title><style>${styles}</style></head>
<body>
${body}
<script>${trustedMarkup(script)}</script>
</body></html>
`
  return page.markup
}
