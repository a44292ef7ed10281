import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chartsift, fixtureFolder } from '../../fixtures/command-line.js'
import { experimentFolders, summaryOf, valueRows } from '../../fixtures/model-experiment.js'

/** An experiment across budgets on the fixture cohort. @param more further lines of the file */
function experiment(compare: string, more = '') {
  const place = fixtureFolder()
  const path = join(place.folder, 'e.yaml')
  writeFileSync(
    path,
    `name: e
corpus: ${place.cohort}
index: {embedder: ${place.embedder}}
strategies: [bm25, {full: [20, window]}, {recent: [window]}]
budgets: [40, 100]
nominalWindow: 1000
measures: [evidence-recall, token-f1]
compare: ${compare}
${more}`,
  )
  const common = ['--workspace', place.workspace, '--workers', '1', '--quiet']
  return { ...place, path, common }
}

const CROSS =
  '{baseline: {strategy: recent, budget: window}, primary: {measure: evidence-recall, strategy: bm25, budget: 40, margin: 10}, secondary: [{measure: token-f1, strategy: bm25, budget: 100, baseline: {strategy: full, budget: window}}]}'

describe('a comparison across budgets', () => {
  it('is made, with tokens saved, a margin, and arms that are named with their budgets', async () => {
    const { path, workspace, common } = experiment(CROSS)
    const { code, out, err } = await chartsift('run', path, ...common)
    expect(code, err).toBe(0)
    const [folder] = experimentFolders(workspace)
    const summary = summaryOf(folder!)
    const window = summary.provenance.windows[0]
    expect(window).toMatchObject({ generator: 'extractive', window: 1000, isNominal: true })
    expect(summary.primary).toMatchObject({
      ...{ strategy: 'bm25', budget: 40, baseline: 'recent', baselineBudget: window.tokens },
      ...{ baselineBudgetName: 'window', margin: 10, family: 'primary' },
    })
    // The extractive generator reads its context.
    expect(summary.primary.tokens.own).toBeLessThanOrEqual(40)
    expect(summary.primary.tokens.baseline).toBeGreaterThan(40)
    expect(summary.primary.byMargin.margin).toBe(0.1)
    expect(summary.secondary).toHaveLength(1)
    expect(summary.secondary[0]).toMatchObject({ baseline: 'full', family: 'secondary' })
    expect(out.replaceAll(/\s+/g, ' ')).toContain(`bm25 at 40 tokens`)
    expect(out.replaceAll(/\s+/g, ' ')).toContain(`recent at window (${window.tokens} tokens)`)
    // Every arm has its rows: bm25 at two budgets, full at two, recent at one; 7 instructions, 2 measures.
    const rows = valueRows(folder!)
    expect(rows).toHaveLength(5 * 7 * 2)
    expect(
      rows.filter((row) => row.includes(`,recent,${window.tokens},`)).every((row) => row.endsWith(',window')),
    ).toBe(true)
    const html = readFileSync(join(folder!, 'report', 'report.html'), 'utf8')
    expect(html).toContain('Secondary comparisons, declared')
    expect(html).toMatch(/full at 20 tokens fits 0 of 7 instructions/)
  })

  it('is refused before any answer, in a dry run too, if no instruction can be scored in both arms', async () => {
    const impossible =
      '{baseline: bm25, primary: {measure: token-f1, strategy: bm25, budget: 40, baseline: {strategy: full, budget: 20}}}'
    const { path, workspace, common } = experiment(impossible)
    const said =
      /^chartsift: a declared comparison cannot have a value, so no answer was asked for:\n {2}compare\.primary: no instruction can be scored on token-f1 in both arms; full at 20 tokens: the whole record does not fit the budget \(7 of 7 instructions\)\n$/
    const dry = await chartsift('run', path, '--dry-run', ...common)
    expect(dry.code).toBe(2)
    expect(dry.err).toMatch(said)
    // A dry run stores nothing.
    expect(existsSync(join(workspace, 'experiments'))).toBe(false)
    const run = await chartsift('run', path, ...common)
    expect([run.code, run.out]).toEqual([2, ''])
    expect(run.err).toMatch(said)
  })

  it('is refused if its baseline has no context for any instruction, with nothing declared', async () => {
    const { path, common } = experiment('{baseline: {strategy: full, budget: 20}}')
    const { code, err } = await chartsift('run', path, '--dry-run', ...common)
    expect(code).toBe(2)
    expect(err).toContain(
      'compare.baseline: nothing can be compared with full at 20 tokens; the whole record does not fit the budget (7 of 7 instructions)',
    )
  })

  it('is refused if a context has no labels that an answer could cite, but not for want of an answer', async () => {
    const place = experiment(
      '{baseline: bm25, secondary: [{measure: citation-f1, strategy: bm25, budget: 40, baseline: {strategy: tail-tokens, budget: 100}}, {measure: wrong-abstention, strategy: bm25, budget: 100, baseline: {strategy: recent, budget: window}}]}',
    )
    const file = readFileSync(place.path, 'utf8')
      .replace('{recent: [window]}', '{recent: [window]}, {tail-tokens: [100]}')
      .replace('token-f1]', 'token-f1, citation-f1, wrong-abstention]')
    writeFileSync(place.path, file)
    const table = join(place.cohort, 'clinician-instruction-responses.tsv')
    const [head, ...rows] = readFileSync(table, 'utf8').trimEnd().split('\n')
    writeFileSync(table, [`${head}\tanswerable`, ...rows.map((row) => `${row}\tyes`), ''].join('\n'))
    const { code, err } = await chartsift('run', place.path, ...place.common)
    expect(code).toBe(2)
    expect(err).toContain(
      'compare.secondary.0: no instruction can be scored on citation-f1 in both arms; tail-tokens',
    )
    expect(err).not.toContain('compare.secondary.1')
  })

  it('is refused if the corpus cannot give its measure a value', async () => {
    const { path, cohort, common } = experiment(
      '{baseline: bm25, secondary: [{measure: evidence-recall, strategy: bm25, budget: 40, baseline: {strategy: recent, budget: window}}]}',
    )
    writeFileSync(join(cohort, 'qrels.tsv'), 'instruction_id\tdocument_id\trelevance\n')
    const { code, err } = await chartsift('run', path, ...common)
    expect(code).toBe(2)
    expect(err).toContain(
      'compare.secondary.0: no instruction can be scored on evidence-recall in both arms;',
    )
  })

  it('says in a dry run what the window leaves and how many records fit', async () => {
    const { path, common } = experiment(CROSS)
    const { code, out } = await chartsift('run', path, '--dry-run', ...common)
    expect(code).toBe(0)
    expect(out).toContain('5 arms (3 strategies, 4 budgets): 35 contexts')
    expect(out).toMatch(/window of extractive: \d+ of 1,000 \(nominal\) tokens for the context/)
    expect(out).toMatch(
      /full at 20 tokens fits 0 of 7 instructions \(0 of 2 patients\)\. The median record has [\d.]+ times as many tokens, the largest [\d.]+ times\./,
    )
  })
})
