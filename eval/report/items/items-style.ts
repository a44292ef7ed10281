import { trustedMarkup } from '../page/html.js'

/** Styles that only the pages with items use. */
export const itemsStyle = trustedMarkup(`
form { position: sticky; top: 0; z-index: 3; background: var(--paper); padding: 10px 0; display: flex; flex-wrap: wrap; gap: 8px 14px;
  align-items: center; border-bottom: 2px solid var(--faint); } form[hidden], [data-item][hidden], tr[hidden], [data-generator][hidden], details[hidden], form label[hidden] { display: none; }
form label { font-size: 14px; display: inline-flex; gap: 6px; align-items: center; max-width: 100%; }
input, select { font: inherit; padding: 4px 8px; color: inherit; background: var(--card); border: 1px solid var(--soft); border-radius: 4px; min-width: 0; max-width: 240px; }
input { flex: 1 1 240px; max-width: none; }
article { border-bottom: 2px solid var(--faint); padding-bottom: 20px; scroll-margin-top: 120px; }
article h2 { margin-top: 32px; font-size: 21px; overflow-wrap: anywhere; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); gap: 8px 28px; align-items: start; }
.contexts { grid-template-columns: repeat(auto-fit, minmax(min(100%, 520px), 1fr)); } .pair > * { min-width: 0; } ul { margin: 4px 0; padding-left: 20px; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; } .context { max-height: 560px; overflow-y: auto; border: 1px solid var(--faint); border-radius: 4px; }
.context > .text { padding: 8px 12px; }
.passage { scroll-margin-top: 140px; padding: 6px 12px; border-bottom: 1px solid var(--grid); font-size: 14px; overflow-wrap: anywhere; } .passage:target { outline: 3px solid var(--s1); outline-offset: -3px; }
td .text { min-width: 240px; max-width: 620px; } .cited { font-size: 13px; overflow-wrap: anywhere; } summary { cursor: pointer; font-weight: 600; margin: 10px 0 4px; overflow-wrap: anywhere; }
mark { color: inherit; } .essential { background: var(--essential); border-bottom: 2px solid var(--s2); }
.supporting { background: var(--supporting); border-bottom: 2px dotted var(--s1); }
b.essential, b.supporting { padding: 0 4px; font-size: 13px; }
@media (max-width: 760px), (max-height: 500px) { form { position: static; } article, .passage { scroll-margin-top: 12px; } }
@media print { td .text { min-width: 0; } }
`)
