import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import { CAUSES, type Cause } from '../../eval/compare/failure-attribution.js'
import { causeLabel } from '../../eval/report/stored-labels.js'
import { readExperimentFile } from '../../pipeline/experiment/experiment-file.js'
import { withStoredExperiment } from '../../pipeline/opened/open-stored.js'
import { drillDownChoice } from '../../pipeline/report/drill-down/drill-down-choice.js'
import { writeDrillDown } from '../../pipeline/report/drill-down/drill-down-files.js'
import { scoreExperiment } from '../../pipeline/score/score-experiment.js'
import { silent } from '../../pipeline/workspace/progress.js'
import { Workspace } from '../../pipeline/workspace/workspace.js'
import { chartsift, fixtureFolder } from '../fixtures/command-line.js'
import { ranExperiment, writeExperiment } from '../fixtures/stored-experiment.js'

const FIELDS = `strategies: [none, recent, bm25, recent-tokens]
budgets: [40, 100]
measures: [token-f1, evidence-recall]
compare: {baseline: recent, primary: {measure: evidence-recall, strategy: bm25, budget: 100}}`

function reportIn(workspace: string): string {
  const [experiment] = readdirSync(join(workspace, 'experiments'))
  return join(workspace, 'experiments', experiment!, 'report')
}

function documentOf(path: string) {
  return parseHTML(readFileSync(path, 'utf8')).document
}

describe('chartsift report --with-text', () => {
  it('shows of each instruction text, references, evidence, answers, contexts and values', async () => {
    const { path, common, workspace } = await ranExperiment(FIELDS)
    const { code, out } = await chartsift('report', path, '--with-text', ...common)
    expect(code).toBe(0)
    expect(out).toMatch(/^items, with record text: .*items\.html$/m)
    const page = documentOf(join(reportIn(workspace), 'items.html'))
    expect(page.querySelector('[role=alert]')?.textContent).toContain('text from patient records')
    const articles = [...page.querySelectorAll('article')]
    expect(articles.map(({ id }) => id)).toEqual([501, 502, 503, 504, 505, 506, 507].map((id) => `i-${id}`))
    const one = page.getElementById('i-505')!
    expect(one.querySelector('h2')?.textContent).toBe('Which anaesthesia was used for the hip replacement?')
    const text = one.textContent!
    expect(text).toContain('Spinal anaesthesia. Annotator_1')
    expect(text).toContain('under spinal anaesthesia note:22 32–56')
    // Every strategy at every budget, each with what its answer failed by.
    const rows = [...one.querySelectorAll('tbody tr')].map((row) =>
      [...row.children].slice(0, 3).map((cell) => cell.textContent),
    )
    expect(rows.map(([strategy, budget]) => `${strategy} ${budget}`)).toEqual(
      ['none', 'recent', 'bm25', 'recent-tokens'].flatMap((name) => [`${name} 40`, `${name} 100`]),
    )
    const causes = (Object.keys(CAUSES) as Cause[]).map(causeLabel)
    for (const [, , cause] of rows) expect(causes).toContain(cause)
    expect(rows[0]![2]).toBe('not retrieved')
    // The primary measure first.
    expect([...one.querySelectorAll('th.value')].map((cell) => cell.textContent)).toEqual([
      'budget',
      'evidence-recall',
      'token-f1',
    ])
    // Baseline and primary at the primary budget are open and stand first.
    const heads = [...one.querySelectorAll('details summary')].map((head) => head.textContent!)
    expect([heads[0], heads[1]]).toEqual([
      expect.stringMatching(/^recent at .*100 /),
      expect.stringMatching(/^bm25 at .*100 /),
    ])
    expect([...one.querySelectorAll('details[open] summary')].map((head) => head.textContent)).toEqual(
      heads.slice(0, 2),
    )
    for (const strategy of ['none', 'recent', 'bm25', 'recent-tokens'])
      for (const budget of [40, 100])
        expect(heads.some((head) => new RegExp(`${strategy} at (?:\\d+, )*${budget}\\b`).test(head))).toBe(
          true,
        )
    const marks = [...one.querySelectorAll('details mark')].map((mark) => mark.textContent)
    expect(new Set(marks)).toEqual(new Set(['under spinal anaesthesia']))
  })

  it('filters by the strata of the report, level by level', async () => {
    const { path, common, workspace } = await ranExperiment(FIELDS)
    await chartsift('report', path, '--with-text', ...common)
    const page = documentOf(join(reportIn(workspace), 'items.html'))
    const offered = [...page.querySelectorAll('select[data-trait]')].flatMap((select) =>
      [...select.querySelectorAll('option')]
        .slice(1)
        .map((option) => [select.parentElement!.firstChild!.textContent!.trim(), option.textContent]),
    )
    const { strata } = JSON.parse(readFileSync(join(reportIn(workspace), 'summary.json'), 'utf8')) as {
      strata: { trait: string; level: string }[]
    }
    expect(strata.length).toBeGreaterThan(8)
    expect(offered).toEqual(strata.map(({ trait, level }) => [trait, level]))
    const traits = [...page.querySelectorAll('select[data-trait]')].map((select) =>
      select.parentElement!.firstChild!.textContent!.trim(),
    )
    const levels = JSON.parse(page.getElementById('i-505')!.getAttribute('data-levels')!) as string[]
    // 505 is judged in one note.
    expect(levels[traits.indexOf('evidence')]).toBe('notes')
  })

  it('leads a citation to the passage that it cites', async () => {
    const { path, common, workspace } = await ranExperiment(FIELDS)
    await chartsift('report', path, '--with-text', ...common)
    const page = documentOf(join(reportIn(workspace), 'items.html'))
    const links = [...page.querySelectorAll('a.cited')]
    expect(links.length).toBeGreaterThan(0)
    for (const link of links) {
      const passage = page.getElementById(link.getAttribute('href')!.slice(1))
      expect(passage?.querySelector('.soft')?.getAttribute('title')).toContain(link.textContent)
    }
  })

  it('marks an event by its own words, in a day and in a series', async () => {
    for (const events of ['day', 'series']) {
      const place = fixtureFolder()
      const fields = 'strategies: [bm25, recent]\nbudgets: [600]\nmeasures: [evidence-recall]'
      const path = writeExperiment(place, 'ran', fields, `events: ${events}`)
      const common = ['--workspace', place.workspace, '--workers', '1', '--quiet']
      await chartsift('run', path, ...common)
      await chartsift('report', path, '--with-text', ...common)
      const page = documentOf(join(reportIn(place.workspace), 'items.html'))
      const marks = [...page.getElementById('i-501')!.querySelectorAll('details:first-child mark')]
      expect(marks.map((mark) => mark.textContent)).toEqual([
        events === 'day'
          ? expect.stringMatching(/^Glucose .* 210 mg\/dL$/)
          : expect.stringMatching(/^2022-05-05 10:00 210/),
      ])
    }
  })

  it('is for its owner alone, loads nothing, runs its own script only and escapes all text', async () => {
    const place = fixtureFolder()
    const table = join(place.cohort, 'clinician-instruction-responses.tsv')
    const evil = '<img src=x onerror="alert(1)">&amp;</script>'
    writeFileSync(
      table,
      readFileSync(table, 'utf8')
        .replaceAll('Why was metformin stopped?', evil)
        .replaceAll('Because of diarrhoea.', evil)
        .replaceAll('Primary Care', evil),
    )
    const path = writeExperiment(place, 'ran', FIELDS)
    const common = ['--workspace', place.workspace, '--workers', '1', '--quiet']
    await chartsift('run', path, ...common)
    await chartsift('report', path, '--with-text', ...common)
    const file = join(reportIn(place.workspace), 'items.html')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const text = readFileSync(file, 'utf8')
    expect(text).not.toMatch(/<img|<link|<iframe|@import|url\(|https?:\/\/|src=x onerror="/)
    const page = documentOf(file)
    expect(page.getElementById('i-503')!.querySelector('h2')!.textContent).toBe(evil)
    const [script, ...others] = page.querySelectorAll('script')
    expect(others).toEqual([])
    const hash = createHash('sha256').update(script!.textContent!).digest('base64')
    const policy = page.querySelector('meta[http-equiv]')!.getAttribute('content')
    expect(policy).toContain(`default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'`)
  })

  it('leaves the aggregate report as it is, and writes no items where text was not asked for', async () => {
    const { path, common, workspace } = await ranExperiment(FIELDS)
    const before = readFileSync(join(reportIn(workspace), 'report.html'), 'utf8')
    await chartsift('report', path, ...common)
    expect(existsSync(join(reportIn(workspace), 'items.html'))).toBe(false)
    await chartsift('report', path, '--with-text', ...common)
    expect(readFileSync(join(reportIn(workspace), 'report.html'), 'utf8')).toBe(before)
  })

  it('shows the passages of a text without labels, or the text if no passage is whole, at the budget asked for', async () => {
    const { path, common, workspace } = await ranExperiment(FIELDS)
    const versus = ['--versus', 'none,recent-tokens', '--budget', '40']
    expect((await chartsift('report', path, '--with-text', ...versus, ...common)).code).toBe(0)
    const page = documentOf(join(reportIn(workspace), 'items.html'))
    const open = [...page.querySelectorAll('details[open]')]
    expect(open[1]!.querySelector('summary')!.textContent).toMatch(/^recent-tokens at 40/)
    const contexts = open.flatMap((one) => [...one.querySelectorAll('.context')])
    const isRaw = (context: (typeof contexts)[number]) => context.querySelector('.passage') === null
    for (const context of contexts)
      expect(context.querySelectorAll(':scope > .text').length, context.textContent).toBe(
        isRaw(context) ? 1 : 0,
      )
    expect([contexts.length, contexts.filter(isRaw).length]).toEqual([7, 0])
    for (const head of contexts.flatMap((one) => [...one.querySelectorAll('.passage > .soft')]))
      expect(head.textContent).not.toMatch(/\[/)
    expect(page.querySelector('select[name=budget] option[selected]')!.textContent).toBe('40')
  })

  it('shows items of patients without a record by their reason', async () => {
    const place = fixtureFolder()
    writeFileSync(join(place.cohort, 'ehrs', '9002.xml'), '<eventstream person_id="9002"><encounter>')
    const path = writeExperiment(place, 'ran', FIELDS)
    const common = ['--workspace', place.workspace, '--workers', '1', '--quiet']
    await chartsift('run', path, ...common)
    expect((await chartsift('report', path, '--with-text', ...common)).code).toBe(1)
    const page = documentOf(join(reportIn(place.workspace), 'items.html'))
    const unusable = page.getElementById('i-505')!
    expect(unusable.textContent).toContain("no context: the patient's record could not be read")
    expect(unusable.getAttribute('data-outcome')).toBe('unscored')
  })

  it('parts what is too large for one page, and lists all items on the first', async () => {
    const { path, workspace } = await ranExperiment(FIELDS)
    const file = readExperimentFile(path)
    const execution = { workers: 1, progress: silent, signal: new AbortController().signal }
    const report = reportIn(workspace)
    const write = (pageChars: number) =>
      withStoredExperiment(
        { file, path, workspace: new Workspace(workspace), execution, mayIndex: false },
        (stored) =>
          writeDrillDown(
            stored,
            {
              rows: scoreExperiment(stored),
              choice: drillDownChoice(stored.experiment, null, null),
              pageChars,
            },
            execution,
          ),
      )
    await write(1)
    const list = documentOf(join(report, 'items.html'))
    const links = [...list.querySelectorAll('tbody a')].map((link) => link.getAttribute('href')!)
    expect(links).toHaveLength(7)
    for (const link of links) {
      const [page, anchor] = link.split('#')
      const path = join(report, page!)
      expect(documentOf(path).getElementById(anchor!)?.tagName).toBe('ARTICLE')
      expect(statSync(path).mode & 0o777).toBe(0o600)
    }
    const [heads, first] = ['thead th', 'tbody tr:first-child > *'].map((cells) =>
      [...list.querySelectorAll(cells)].map((cell) => cell.textContent),
    )
    expect(heads).toEqual([
      'instruction',
      'text',
      'category',
      'patient',
      'bm25 vs. recent (evidence-recall)',
      'cause (bm25 at 100, extractive)',
      'failed answers',
    ])
    expect(first![6]).toMatch(/^\d of 8$/)
    await write(10_000_000)
    expect(existsSync(join(report, 'items'))).toBe(false)
  })

  it('refuses choices that the experiment does not have', async () => {
    const { path, common } = await ranExperiment(FIELDS)
    const refused = async (...argv: string[]) => {
      const { code, out, err } = await chartsift('report', ...argv, ...common)
      expect([code, out]).toEqual([2, ''])
      return err
    }
    expect(await refused(path, '--with-text', '--versus', 'bm25,hybrid')).toMatch(/--versus: expected two/)
    expect(await refused(path, '--with-text', '--versus', 'bm25')).toMatch(/--versus: expected two/)
    expect(await refused(path, '--with-text', '--budget', '50')).toMatch(
      /--budget: expected a budget of this experiment \(40, 100\), found 50/,
    )
    expect(await refused(path, '--versus', 'bm25,recent')).toMatch(/add --with-text/)
    expect(await refused()).toMatch(/expected an experiment file/)
  })
})
