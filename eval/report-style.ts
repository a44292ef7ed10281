import { trustedMarkup } from './html.js'

// --s1 to --s6: Okabe and Ito's palette without yellow (too pale on white) and black (the baseline's).
export const reportStyle = trustedMarkup(`
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #57606a; --faint: #d6dade; --grid: #e6e9ec;
  --paper: #ffffff; --card: #f5f7f9; --warn: #fff4d6; --warn-edge: #e69f00; --up: #00704f; --down: #b24a00;
  --s1: #0072b2; --s2: #d55e00; --s3: #009e73; --s4: #cc79a7; --s5: #e69f00; --s6: #56b4e9; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8eaed; --soft: #a2abb4; --faint: #3a424b; --grid: #2a3138;
  --paper: #14181c; --card: #1d232a; --warn: #3a2f10; --up: #3ccf9f; --down: #ff9a57;
  --s1: #4ba3e3; --s2: #f2813a; --s3: #2fc79c; --s4: #e09fc3; --s5: #f0b429; --s6: #8fd0f5; } }
@media print { :root { --ink: #000; --soft: #444; --faint: #d6dade; --grid: #e6e9ec; --paper: #fff; --card: #fff;
  --warn: #fff; --up: #00704f; --down: #b24a00; --s1: #0072b2; --s2: #d55e00; --s3: #009e73; --s4: #cc79a7; --s5: #e69f00; --s6: #56b4e9; }
  section, table, .charts { break-inside: avoid; } .verdict { border: 1px solid #888; } body { font-size: 10pt; } }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 28px 32px 60px; max-width: 1360px; background: var(--paper); color: var(--ink);
  font: 16px/1.45 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
h1 { font-size: 30px; line-height: 1.2; margin: 0; } h2 { font-size: 24px; margin: 52px 0 2px; }
h3 { font-size: 15px; font-weight: 600; margin: 0; } p { margin: 4px 0 12px; }
.soft, caption, small { color: var(--soft); } small { font-size: 13px; }
.verdict { font-size: 24px; line-height: 1.35; font-weight: 600; background: var(--card); border-left: 6px solid var(--s1);
  padding: 18px 22px; margin: 20px 0 8px; border-radius: 4px; text-wrap: pretty; }
.warning { background: var(--warn); border-left: 6px solid var(--warn-edge); padding: 10px 22px; margin: 14px 0;
  border-radius: 4px; } .warning p { margin: 2px 0; }
.charts { display: flex; flex-wrap: wrap; gap: 20px 28px; align-items: flex-start; margin: 12px 0; }
.panels { display: grid; grid-template-columns: repeat(3, 202px); gap: 12px 8px; }
@media screen { .overview { position: sticky; top: 12px; } }
.overview { flex: 1 1 480px; max-width: 660px; } .overview .plot { width: 100%; }
.panels figure, .charts figure { margin: 0; }
.charts > div { flex: 0 0 622px; max-width: 100%; }
.panels figcaption { font-size: 14px; font-weight: 600; display: flex; gap: 6px; align-items: center;
  overflow-wrap: anywhere; } .panels figcaption .plot { flex: none; }
.plot { display: block; height: auto; max-width: 100%; overflow: visible; color: var(--ink); }
.plot text, .plot tspan { white-space: pre; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; margin: 12px 0; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-size: 14px; padding-bottom: 6px; }
th, td { padding: 7px 16px 7px 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--grid); }
thead th { border-bottom: 2px solid var(--faint); font-size: 14px; } tbody th { font-weight: 600; }
th.value, td.value { text-align: right; padding-left: 14px; white-space: nowrap; } td.value b { font-size: 17px; }
th .plot { display: inline-block; vertical-align: -1px; margin-right: 8px; }
tr.baseline { background: var(--card); } .better { color: var(--up); font-weight: 600; }
.worse { color: var(--down); font-weight: 600; } sup { font-size: 12px; line-height: 0; }
table.matrix td, table.matrix th.value { padding: 6px 12px; } .letter { display: inline-block; min-width: 22px; color: var(--soft); font-weight: 400; }
td.won { background: color-mix(in srgb, var(--s1) 20%, transparent); } td.lost { background: color-mix(in srgb, var(--s2) 20%, transparent); }
td.won, td.lost { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
.matrix td.value, .matrix td small { white-space: nowrap; } table.facts th { white-space: nowrap; padding-right: 28px; }
td.share { background: linear-gradient(to right, color-mix(in srgb, var(--s1) 22%, transparent) var(--share), transparent var(--share)); }
table.strata td, table.strata th.value { padding-left: 8px; padding-right: 8px; }
table.strata th[scope=row] { min-width: 150px; } section > h3 { margin-top: 22px; font-size: 17px; } dl { display: grid; grid-template-columns: max-content 1fr; gap: 3px 18px; font-size: 14px; }
dt { font-weight: 600; } dd { margin: 0; color: var(--soft); } section.long { break-inside: auto; }
code { font-size: 14px; overflow-wrap: anywhere; }
`)
