import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  anchorOf,
  type DrillDownFrame,
  drillDownArticle,
  filterAttributes,
  OUTCOMES,
} from '../eval/drill-down-html.js'
import type { DrillDownItem } from '../eval/drill-down-item.js'
import { drillDownPage } from '../eval/drill-down-page.js'
import { html, type Markup, trustedMarkup } from '../eval/html.js'
import type { ValueRow } from '../eval/summarise.js'
import { writeAtomically } from '../indexes/write-atomically.js'
import { drillDownItems } from './drill-down.js'
import type { DrillDownChoice } from './drill-down-choice.js'
import { type Execution, pauseFor } from './execution.js'
import type { StoredExperiment } from './stored-experiment.js'

/** Characters of a page at most, so that a browser opens and filters it at once; an item is never parted. */
const PAGE_CHARS = 4_000_000

/**
 * Writes report/items.html (0600), which holds record text; what would be too large for one page goes to pages below
 * report/items/, and items.html lists them. Gives the path of items.html.
 */
export async function writeDrillDown(
  stored: StoredExperiment,
  rows: readonly ValueRow[],
  choice: DrillDownChoice,
  { progress, signal }: Execution,
  pageChars: number = PAGE_CHARS,
): Promise<string> {
  const { experiment, folder } = stored
  const report = join(folder, 'report')
  const pages = join(report, 'items')
  const home = join(report, 'items.html')
  const frame = {
    name: experiment.file.name,
    corpus: experiment.indexed.name,
    ...choice,
  }
  rmSync(pages, { recursive: true, force: true })
  mkdirSync(report, { recursive: true, mode: 0o700 })
  const lines: ListedItem[] = []
  let [count, articles, chars] = [0, [] as ListedArticle[], 0]
  const flush = () => {
    if (articles.length === 0) return
    mkdirSync(pages, { recursive: true, mode: 0o700 })
    const name = `page-${String(++count).padStart(3, '0')}.html`
    writePage(join(pages, name), frame, articles, '../items.html')
    lines.push(...articles.map(({ item }) => ({ item, page: `items/${name}` })))
    ;[articles, chars] = [[], 0]
  }
  progress.start('items', experiment.instructions.length + experiment.indexed.unusable.length)
  for (const item of drillDownItems(stored, rows, choice)) {
    await pauseFor(signal)
    const { markup } = drillDownArticle(item, frame)
    if (chars + markup.length > pageChars) flush()
    articles.push({ item, markup })
    chars += markup.length
    progress.advance(item.instructionId)
  }
  progress.finish()
  if (count === 0) {
    writePage(home, frame, articles, null)
    return home
  }
  flush()
  const content = listOf(lines, frame)
  writePrivately(home, drillDownPage(frame, { content, categories: categoriesOf(lines), home: null }))
  return home
}

type ListedArticle = { readonly item: DrillDownItem; readonly markup: string }
type ListedItem = { readonly item: DrillDownItem; readonly page: string }

function writePage(
  path: string,
  frame: DrillDownFrame,
  articles: readonly ListedArticle[],
  home: string | null,
): void {
  const content = trustedMarkup(articles.map(({ markup }) => markup).join(''))
  writePrivately(path, drillDownPage(frame, { content, categories: categoriesOf(articles), home }))
}

function writePrivately(path: string, text: string): void {
  writeAtomically(path, (temporary) => writeFileSync(temporary, text, { mode: 0o600 }))
}

function categoriesOf(items: readonly { readonly item: DrillDownItem }[]): string[] {
  const categories = items.map(({ item }) => item.category).filter((category) => category !== null)
  return [...new Set(categories)].toSorted()
}

function listOf(lines: readonly ListedItem[], { measures, shown }: DrillDownFrame): Markup {
  const rows = lines.map(
    ({ item, page }) =>
      html`<tr ${filterAttributes(item)}><td><a href="${page}#${anchorOf(item.instructionId)}">${item.instructionId}</a></td><td>${item.text}</td><td>${item.category ?? ''}</td><td>${item.patientId}</td>${shown.length < 2 ? html`` : html`<td>${OUTCOMES[item.outcome]}</td>`}</tr>
`,
  )
  const outcome =
    shown.length < 2 ? html`` : html`<th>${measures[0]!} of ${shown[1]!} against ${shown[0]!}</th>`
  return html`<div class="scroll"><table><thead><tr><th>instruction</th><th>text</th><th>category</th><th>patient</th>${outcome}</tr></thead>
<tbody>${rows}</tbody></table></div>`
}
