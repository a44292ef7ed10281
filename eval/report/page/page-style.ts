import { trustedMarkup } from './html.js'
import { DARK, LIGHT, paletteVariables } from './palette.js'

const LIGHT_THEME = `${paletteVariables(LIGHT)} --card: #f5f7f9;
  --warn: #fff4d6; --warn-edge: #e69f00; --up: #00704f; --down: #b24a00; --link: #0b5cad; --essential: #ffd894; --supporting: #cfe8f9;`

const DARK_THEME = `${paletteVariables(DARK)} --card: #1d232a;
  --warn: #3a2f10; --warn-edge: #e69f00; --up: #3ccf9f; --down: #ff9a57; --link: #7db8f0; --essential: #6b4a08; --supporting: #1f4a66;`

/** The shadow at an edge that hides more: covers that move with the content uncover the shadows, which stay. */
const SCROLL_CUE = `--edge: color-mix(in srgb, var(--ink) 30%, transparent); background:
  linear-gradient(to right, var(--paper) 40%, transparent) 0 0 / 48px 100% no-repeat local,
  linear-gradient(to left, var(--paper) 40%, transparent) 100% 0 / 48px 100% no-repeat local,
  linear-gradient(to right, var(--edge), transparent) 0 0 / 16px 100% no-repeat,
  linear-gradient(to left, var(--edge), transparent) 100% 0 / 16px 100% no-repeat;`

/** What all pages look like on a screen, in the light or the dark theme of the reader's system. Paper is always light. */
export const pageStyle = trustedMarkup(`
:root { color-scheme: light dark; ${LIGHT_THEME} }
@media screen and (prefers-color-scheme: dark) { :root { ${DARK_THEME} } }
* { box-sizing: border-box; }
html { scroll-padding-top: 12px; }
body { margin: 0 auto; padding: 28px 32px 60px; max-width: 1400px; background: var(--paper); color: var(--ink);
  font: 16px/1.45 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
h1 { font-size: 30px; line-height: 1.2; margin: 0; overflow-wrap: anywhere; } h2 { font-size: 24px; line-height: 1.25; margin: 52px 0 4px; }
h3 { font-size: 17px; font-weight: 600; margin: 22px 0 0; } p { margin: 4px 0 12px; max-width: 110ch; } a { color: var(--link); }
.soft, caption, small { color: var(--soft); } small { font-size: 13px; } h2 small { font-weight: 400; font-size: 15px; }
.skip { position: absolute; left: -9999px; } .skip:focus { left: 16px; top: 8px; background: var(--paper); padding: 8px 14px; z-index: 5; }
:focus-visible { outline: 3px solid var(--s1); outline-offset: 2px; }
.anchor { text-decoration: none; margin-left: 8px; opacity: .35; } .anchor::before { content: "#"; } .anchor:hover, .anchor:focus-visible { opacity: 1; }
.verdict { font-size: 22px; line-height: 1.35; font-weight: 600; background: var(--card); border-left: 6px solid var(--s1);
  padding: 18px 22px; margin: 20px 0 8px; border-radius: 4px; text-wrap: pretty; max-width: none; overflow-wrap: anywhere; }
.warning { background: var(--warn); border-left: 6px solid var(--warn-edge); padding: 10px 22px; margin: 14px 0;
  border-radius: 4px; } .warning p { margin: 2px 0; }
.contents { background: var(--card); border-radius: 4px; padding: 14px 22px 16px; margin: 20px 0 0; } .contents h2 { font-size: 17px; margin: 0 0 6px; }
.contents ol { margin: 0; padding-left: 26px; columns: 330px; column-gap: 60px; } .contents li { break-inside: avoid; padding: 1px 0; }
.charts { display: flex; flex-wrap: wrap; gap: 20px 28px; align-items: flex-start; margin: 12px 0; }
.overview { flex: 1 1 480px; max-width: 660px; min-width: 0; } .overview .plot { width: 100%; }
.panel-column { flex: 1 1 622px; max-width: 100%; min-width: 0; }
.panels { display: grid; grid-template-columns: repeat(auto-fill, minmax(190px, 202px)); gap: 12px 8px; }
.panels figure, .charts figure { margin: 0; }
.panels figcaption { font-size: 14px; font-weight: 600; display: flex; gap: 6px; align-items: center; overflow-wrap: anywhere; } .panels figcaption .plot { flex: none; }
.plot { display: block; height: auto; max-width: 100%; overflow: visible; color: var(--ink); }
.plot text, .plot tspan { white-space: pre; }
.scroll { overflow-x: auto; margin: 12px 0; max-width: 100%; ${SCROLL_CUE} }
.scroll::-webkit-scrollbar { height: 10px; } .scroll::-webkit-scrollbar-thumb { background: var(--soft); border-radius: 5px; }
table { border-collapse: separate; border-spacing: 0; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-size: 14px; padding-bottom: 6px; max-width: 110ch; }
th, td { padding: 6px 12px 6px 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--grid); }
thead th { border-bottom: 2px solid var(--faint); font-size: 14px; vertical-align: bottom; } tbody th { font-weight: 600; }
th:first-child, th[scope=row] { position: sticky; left: 0; background: var(--paper); z-index: 1; max-width: 250px; min-width: 90px; overflow-wrap: break-word; }
table.facts th[scope=row], table.arms th[scope=row] { max-width: 290px; min-width: 110px; } table.facts td { overflow-wrap: anywhere; }
table.frontier th[scope=row] { min-width: 130px; } table.contrasts td, table.contrasts th { padding-right: 8px; font-size: 14px; }
table.contrasts th[scope=row], table.contrasts td:nth-child(2) { min-width: 96px; max-width: 170px; overflow-wrap: anywhere; }
th.value, td.value { text-align: right; padding-left: 8px; } td.value { white-space: nowrap; } td.value b { font-size: 17px; }
th .plot { display: inline-block; vertical-align: -1px; margin-right: 8px; }
thead button { font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; text-align: inherit; border-radius: 2px; }
thead button::after { content: "\\2195"; opacity: .35; margin-left: 4px; font-weight: 400; } thead button:hover::after { opacity: 1; }
th[aria-sort=ascending] button::after { content: "\\2191"; opacity: 1; } th[aria-sort=descending] button::after { content: "\\2193"; opacity: 1; }
tr.baseline td, tr.baseline th { background: var(--card); } .better { color: var(--up); font-weight: 600; }
.worse { color: var(--down); font-weight: 600; } sup { font-size: 12px; line-height: 0; }
.letter { display: inline-block; min-width: 20px; color: var(--soft); font-weight: 400; }
table.matrix td.value, table.matrix th.value { padding: 5px 5px 5px 9px; font-size: 14px; }
table.strata td.value, table.strata th.value { padding: 5px 6px; }
td.won { background: color-mix(in srgb, var(--s1) 20%, transparent); } td.lost { background: color-mix(in srgb, var(--s2) 20%, transparent); }
td.share { background: linear-gradient(to right, color-mix(in srgb, var(--s1) 22%, transparent) var(--share), transparent var(--share)); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 3px 18px; font-size: 14px; }
dt { font-weight: 600; } dd { margin: 0; color: var(--soft); }
code { font-size: 14px; overflow-wrap: anywhere; }
@media (max-width: 760px) { body { padding: 18px 14px 40px; } h1 { font-size: 25px; } h2 { font-size: 20px; margin-top: 40px; }
  .verdict { font-size: 18px; padding: 14px 16px; } th:first-child, th[scope=row] { max-width: 38vw; font-size: 14px; }
  table.facts th[scope=row], table.arms th[scope=row] { max-width: 34vw; } dl { grid-template-columns: 1fr; } dd { margin-bottom: 6px; } }
`)
