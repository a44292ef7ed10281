import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { AttributionRow, Cause } from '../../../eval/compare/failure-attribution.js'
import type { Stratum } from '../../../eval/compare/strata.js'
import type { Summary } from '../../../eval/compare/summarise.js'
import { chartsift, fixtureFolder } from '../../fixtures/command-line.js'

type Found = Summary & {
  readonly strata: readonly Stratum[]
  readonly attribution: { readonly rule: string; readonly rows: readonly AttributionRow[] }
  readonly provenance: { readonly warnings: readonly string[] }
}

async function run(compare: string): Promise<Found> {
  const { folder, cohort, embedder, workspace } = fixtureFolder()
  const path = join(folder, 'f.yaml')
  writeFileSync(
    path,
    `name: f
corpus: ${cohort}
index: {chunk: sentence, windowTokens: 24, embedder: ${embedder}}
strategies: [none, recent, bm25, oracle]
budgets: [40, 600]
measures: [evidence-recall, token-f1]
compare: ${compare}
`,
  )
  const { code, err } = await chartsift('run', path, '--workspace', workspace, '--workers', '1')
  expect(code, err).toBe(0)
  const [experiment] = readdirSync(join(workspace, 'experiments'))
  const summary = join(workspace, 'experiments', experiment!, 'report', 'summary.json')
  return JSON.parse(readFileSync(summary, 'utf8')) as Found
}

const PRIMARY = 'primary: {measure: evidence-recall, strategy: bm25, budget: 600}'

describe('what a report looks into', () => {
  it('parts the instructions of the cohort by what their evidence is', async () => {
    const { strata } = await run(`{baseline: recent, ${PRIMARY}}`)
    const levels = (trait: string) =>
      strata.filter((one) => one.trait === trait).map(({ level, instructions }) => [level, instructions])
    // qrels: 503, 504, 505 and 506 are judged in notes; 501, 502 and 507 in events.
    expect(levels('evidence')).toEqual([
      ['notes', 4],
      ['events', 3],
    ])
    // 507 asks for a trend, of two weights.
    expect(levels('documents')).toEqual([
      ['one is enough', 6],
      ['several are needed', 1],
    ])
    expect(levels('answerable')).toEqual([['evidence is judged essential', 7]])
    // Every instruction has one age and one place.
    for (const trait of ['age of evidence', 'place in the record', 'length of the record'])
      expect(levels(trait).reduce((sum, [, n]) => sum + (n as number), 0)).toBe(7)
    // 502 is asked as of the minute of its evidence; 507's older weight is three years old.
    expect(levels('age of evidence').map(([level]) => level)).toContain('up to 30 days')
    expect(levels('age of evidence').map(([level]) => level)).toContain('1 to 5 years')
  })

  it('tells of each strategy where its answers failed, and the causes add up', async () => {
    const { attribution } = await run(`{baseline: recent, ${PRIMARY}}`)
    const at = (strategy: string, budget: number) =>
      attribution.rows.find((row) => row.strategy === strategy && row.budget === budget)!.causes
    for (const { n, causes } of attribution.rows) {
      expect(n).toBe(7)
      expect(Object.values(causes).reduce((sum, count) => sum + count, 0)).toBe(7)
    }
    const failed = (causes: Readonly<Record<Cause, number>>, names: readonly Cause[]) =>
      names.reduce((sum, name) => sum + causes[name], 0)
    // Nothing is ranked; recent ranks everything and shows all of it at 600 tokens (its recall there is 100).
    expect(at('none', 40)['not retrieved']).toBe(7)
    expect(failed(at('recent', 40), ['not retrieved', 'not shown'])).toBe(0)
    expect(at('recent', 40)['not packed']).toBeGreaterThan(0)
    expect(failed(at('recent', 600), ['not packed', 'not retrieved', 'not shown'])).toBe(0)
    expect(failed(at('oracle', 600), ['not packed', 'not retrieved', 'not shown'])).toBe(0)
  })

  it('takes a declared margin into the verdict, and refuses one without a primary comparison', async () => {
    const { margin, primary } = await run(`{baseline: recent, ${PRIMARY}, margin: 2.5}`)
    expect([margin, primary!.strategy]).toEqual([2.5, 'bm25'])
    await expect(run('{baseline: recent, margin: 2.5}')).rejects.toThrow(
      'compare.margin: needs a primary comparison',
    )
  })

  it('warns of no tuning on rows that nothing was tuned on', async () => {
    const { provenance } = await run(`{baseline: recent, ${PRIMARY}}`)
    expect(provenance.warnings.join()).not.toContain('tuned on')
  })
})
