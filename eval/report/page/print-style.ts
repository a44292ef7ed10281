import { trustedMarkup } from './html.js'

/**
 * On paper nothing scrolls and nothing sticks: wide sections are landscape, tables repeat their headings on each page, and rows and charts
 * stay whole. Browsers repeat no buttons on the next page, so headings print as text. `@page` sizes are A4; a printer with other paper scales.
 */
export const printStyle = trustedMarkup(`
@page { size: A4; margin: 13mm 12mm 14mm; }
@page wide { size: A4 landscape; margin: 12mm; }
@media print {
  :root { --soft: #444; --card: #fff; --warn: #fff; --link: #1b1f24; }
  body { font-size: 9.5pt; padding: 0; max-width: none; } small, caption, dl, code, thead th { font-size: 8pt; }
  h1 { font-size: 18pt; } h2 { font-size: 13pt; margin: 16pt 0 2pt; break-after: avoid; } h3 { font-size: 10.5pt; break-after: avoid; } h2 + p, h3 + p { break-after: avoid; } h2 small { font-size: 9pt; }
  thead button { display: contents; } .skip, .anchor, thead button::after, form { display: none !important; }
  section.wide { page: wide; } section.wide > h2 { margin-top: 0; }
  .verdict { font-size: 12pt; border: 1px solid #888; padding: 8pt 10pt; } .warning, .contents { border: 1px solid #bbb; padding: 6pt 10pt; }
  .verdict, .warning, .contents, figure, tr, dt, dd { break-inside: avoid; }
  .scroll, .context { overflow: visible !important; max-height: none !important; background: none; }
  table { font-size: 8.5pt; max-width: 100%; } thead { display: table-header-group; } caption { break-after: avoid; }
  th, td { padding: 2.5pt 6pt 2.5pt 0; } th:first-child, th[scope=row] { position: static; max-width: 42mm; min-width: 24mm; font-size: 8.5pt; overflow-wrap: anywhere; }
  td.value b { font-size: 9.5pt; } td.value { padding-left: 3pt; }
  table.matrix td.value, table.matrix th.value { font-size: 7pt; padding: 2.5pt 2pt; } table.matrix small { font-size: 6.5pt; } table.matrix td.value b { font-size: 7.5pt; }
  table.strata td.value, table.strata th.value { padding: 2.5pt 4pt; } table.strata small { font-size: 7pt; }
  .charts { display: block; } .overview { max-width: 150mm; margin-bottom: 8pt !important; } .panels { grid-template-columns: repeat(3, 1fr); }
  td.won, td.lost, td.share, mark, b.essential, b.supporting, tr.baseline td, tr.baseline th { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
`)
