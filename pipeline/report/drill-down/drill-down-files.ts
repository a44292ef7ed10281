import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeAtomically } from '../../../base/files/write-atomically.js'
import type { ValueRow } from '../../../eval/compare/summarise.js'
import { drillDownArticle } from '../../../eval/report/items/drill-down-html.js'
import type { DrillDownFrame, DrillDownItem } from '../../../eval/report/items/drill-down-item.js'
import { drillDownPage } from '../../../eval/report/items/drill-down-page.js'
import { anchorOf, filterAttributes, isRight, OUTCOMES } from '../../../eval/report/items/item-attributes.js'
import { html, type Markup, trustedMarkup } from '../../../eval/report/page/html.js'
import { causeLabel } from '../../../eval/report/stored-labels.js'
import { dataTable } from '../../../eval/report/tables/data-table.js'
import { formatBudget } from '../../../eval/report/tables/format-value.js'
import type { StoredExperiment } from '../../opened/stored-experiment.js'
import { type Execution, pauseFor } from '../../workspace/execution.js'
import { drillDown } from './drill-down.js'
import type { DrillDownChoice } from './drill-down-choice.js'

/** Most characters per page, so that a browser opens and filters it at once. An item is never split across pages. */
const PAGE_CHARS = 4_000_000

/** What to write. `rows`: the values of all items. */
export type DrillDownRequest = {
  readonly rows: readonly ValueRow[]
  readonly choice: DrillDownChoice
  /** The folder whose subfolder 'report' gets the pages; by default the experiment's own. */
  readonly folder?: string
  readonly pageChars?: number
}

/**
 * Writes report/items.html (0600), which holds record text; if it would be too large, items are on pages below report/items/
 * and items.html lists them. Gives the path of items.html.
 */
export async function writeDrillDown(
  stored: StoredExperiment,
  { rows, choice, folder = stored.folder, pageChars = PAGE_CHARS }: DrillDownRequest,
  { progress, signal }: Execution,
): Promise<string> {
  const { experiment } = stored
  const report = join(folder, 'report')
  const pages = join(report, 'items')
  const home = join(report, 'items.html')
  const { frame, items } = drillDown(stored, rows, choice)
  rmSync(pages, { recursive: true, force: true })
  mkdirSync(report, { recursive: true, mode: 0o700 })
  const lines: ListedItem[] = []
  let [count, articles, chars] = [0, [] as ListedArticle[], 0]
  const flush = () => {
    if (articles.length === 0) return
    mkdirSync(pages, { recursive: true, mode: 0o700 })
    const name = `page-${String(++count).padStart(3, '0')}.html`
    writePage(join(pages, name), { frame, articles, up: '../items.html' })
    lines.push(...articles.map(({ item }) => ({ item, page: `items/${name}` })))
    ;[articles, chars] = [[], 0]
  }
  progress.start('items', experiment.instructions.length + experiment.indexed.unusable.length)
  for (const item of items) {
    await pauseFor(signal)
    const { markup } = drillDownArticle(item, frame)
    if (chars + markup.length > pageChars) flush()
    articles.push({ item, markup })
    chars += markup.length
    progress.advance(item.instructionId)
  }
  progress.finish()
  if (count === 0) {
    writePage(home, { frame, articles, up: null })
    return home
  }
  flush()
  const content = listOf(lines, frame)
  writePrivately(home, drillDownPage(frame, { content, home: null }))
  return home
}

type ListedArticle = { readonly item: DrillDownItem; readonly markup: string }
type ListedItem = { readonly item: DrillDownItem; readonly page: string }
type ItemsPage = {
  readonly frame: DrillDownFrame
  readonly articles: readonly ListedArticle[]
  readonly up: string | null
}

function writePage(path: string, { frame, articles, up: home }: ItemsPage): void {
  const content = trustedMarkup(articles.map(({ markup }) => markup).join(''))
  writePrivately(path, drillDownPage(frame, { content, home }))
}

function writePrivately(path: string, text: string): void {
  writeAtomically(path, (temporary) => writeFileSync(temporary, text, { mode: 0o600 }))
}

function listOf(lines: readonly ListedItem[], frame: DrillDownFrame): Markup {
  const { measures, shown, traits, generators, budget } = frame
  const category = traits.findIndex(({ name }) => name === 'category')
  const leading = shown.at(-1)!
  const rows = lines.map(({ item, page }) => {
    const answers = item.generators.flatMap((own) => own.rows.flatMap(({ texts }) => texts))
    const failed = answers.filter(({ cause }) => !isRight(cause)).length
    const row = item.generators[0]!.rows.find((one) => one.strategy === leading && one.budget === budget)
    const cause = row?.texts[0]?.cause
    const outcome = shown.length < 2 ? html`` : html`<td>${OUTCOMES[item.outcome]}</td>`
    return html`<tr ${filterAttributes(item, frame)}><th scope="row"><a href="${page}#${anchorOf(item.instructionId)}">${item.instructionId}</a></th><td>${item.text}</td><td>${item.levels[category] ?? ''}</td><td>${item.patientId}</td>${outcome}<td>${cause === undefined ? '' : causeLabel(cause)}</td><td class="value" data-value="${failed}">${failed} of ${answers.length}</td></tr>
`
  })
  const texts = [
    'instruction',
    'text',
    'category',
    'patient',
    ...(shown.length < 2 ? [] : [`${shown[1]!} vs. ${shown[0]!} (${measures[0]!})`]),
    `cause (${leading} at ${formatBudget(budget)}, ${generators[0]!})`,
  ]
  return dataTable({
    label: 'All items',
    caption: '',
    kind: 'items',
    columns: [
      ...texts.map((name) => ({ name, kind: 'text' as const })),
      { name: 'failed answers', kind: 'number' },
    ],
    rows,
  })
}
