import { createHash } from 'node:crypto'
import type { DrillDownFrame } from './drill-down-html.js'
import { counted, formatBudget, unitOf } from './format-value.js'
import { html, type Markup, trustedMarkup } from './html.js'
import { pageStyle } from './report/page-style.js'
import { printStyle } from './report/print-style.js'

// Hides what does not hold all words; it reads text that is there already and writes none into the page as markup.
const SCRIPT = `
const items = [...document.querySelectorAll('[data-item]')]
const texts = items.map((item) => item.textContent.toLowerCase())
const [words, category, outcome, count] = ['words', 'category', 'outcome', 'count'].map((id) => document.getElementById(id))
function apply() {
  const wanted = words.value.toLowerCase().split(/\\s+/).filter((word) => word !== '')
  let shown = 0
  items.forEach((item, i) => {
    const fits = wanted.every((word) => texts[i].includes(word)) &&
      (category.value === '' || item.dataset.category === category.value) &&
      (outcome.value === '' || item.dataset.outcome === outcome.value)
    item.hidden = !fits
    if (fits) shown += 1
  })
  count.textContent = shown + ' of ' + items.length + ' shown'
}
for (const control of [words, category, outcome]) control.addEventListener('input', apply)
apply()
`

const STYLE = trustedMarkup(`
form { position: sticky; top: 0; z-index: 1; background: var(--paper); padding: 10px 0; display: flex; flex-wrap: wrap; gap: 10px 16px;
  align-items: center; border-bottom: 2px solid var(--faint); }
input, select { font: inherit; padding: 4px 8px; color: inherit; background: var(--card); border: 1px solid var(--faint); border-radius: 4px; }
input { flex: 1 1 280px; }
article { border-bottom: 2px solid var(--faint); padding-bottom: 20px; scroll-margin-top: 64px; }
article[hidden], tr[hidden] { display: none; } article h2 { margin-top: 32px; font-size: 21px; overflow-wrap: anywhere; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); gap: 8px 28px; }
.pair > section { min-width: 0; } ul { margin: 4px 0; padding-left: 20px; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; } .context { max-height: 560px; overflow-y: auto; border: 1px solid var(--faint); border-radius: 4px; }
.context > .text { padding: 8px 12px; }
.passage { scroll-margin-top: 80px; padding: 6px 12px; border-bottom: 1px solid var(--grid); font-size: 14px; overflow-wrap: anywhere; } .passage:target { outline: 3px solid var(--s1); outline-offset: -3px; }
td .text { min-width: 260px; max-width: 620px; } .cited { font-size: 13px; overflow-wrap: anywhere; } a { color: var(--s1); } summary { cursor: pointer; font-weight: 600; margin: 10px 0 4px; }
mark { color: inherit; } .essential { background: color-mix(in srgb, var(--s5) 45%, transparent); border-bottom: 2px solid var(--s2); }
.supporting { background: color-mix(in srgb, var(--s6) 40%, transparent); border-bottom: 2px dotted var(--s1); }
b.essential, b.supporting { padding: 0 4px; font-size: 13px; }
@media print { form { display: none; } .context { max-height: none; } }
`)

/** Items, or lines that lead to them, under a filter; `home` leads back from a page to the list of all. */
export type DrillDownBody = {
  readonly content: Markup
  readonly categories: readonly string[]
  readonly home: string | null
}

/**
 * A drill-down page that loads nothing and sends nothing; its one script is named by hash, so that no other runs. It holds
 * record text: the caller keeps it from others (0600).
 */
export function drillDownPage(frame: DrillDownFrame, body: DrillDownBody): string {
  const units = frame.measures
    .filter((measure) => unitOf(measure) !== unitOf(''))
    .map((measure) => `, ${measure} in ${unitOf(measure)}`)
    .join('')
  const script = trustedMarkup(SCRIPT)
  const hash = createHash('sha256').update(SCRIPT).digest('base64')
  const page = html`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${trustedMarkup(hash)}'; form-action 'none'; base-uri 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">
<title>${frame.name}: items</title><style>${pageStyle}${STYLE}${printStyle}</style></head>
<body>
<div class="warning" role="alert"><p><b>This page holds text of patients' records.</b> Keep it where the records may be, and pass it on to nobody who may not read them.</p></div>
<header><h1>${frame.name}: items</h1>
<p class="soft">corpus ${frame.corpus}, ${formatBudget(frame.budget)} tokens, contexts of ${frame.shown.join(' and ')}; values in points of 100${units}, – unscored. <mark class="essential">essential</mark> and <mark class="supporting">supporting</mark> evidence as judged.${
    body.home === null ? html`` : html` <a href="${body.home}">All items</a>`
  }</p></header>
${filterForm(frame, body.categories)}
<main>${body.content}</main>
<script>${script}</script>
</body></html>
`
  return page.markup
}

function filterForm({ measures, shown }: DrillDownFrame, categories: readonly string[]): Markup {
  const options = (names: readonly string[]) => names.map((name) => html`<option>${name}</option>`)
  const outcome =
    shown.length < 2
      ? html`<select id="outcome" hidden><option value=""></option></select>`
      : html`<label>${shown[1]!} against ${shown[0]!} on ${measures[0]!} <select id="outcome"><option value="">any</option>${options(['higher', 'equal', 'lower', 'unscored'])}</select></label>`
  return html`<form autocomplete="off"><input id="words" type="search" placeholder="words that an item must hold" aria-label="words that an item must hold">
<label>category <select id="category"><option value="">any</option>${options(categories)}</select></label>
${outcome}<span id="count" class="soft" aria-live="polite">${counted(0, 'item')}</span></form>`
}
