import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseHTML } from 'linkedom'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { chartsift, fixtureFolder } from '../fixtures/command-line.js'
import {
  answersAsked,
  experimentFolders,
  startServer,
  summaryOf,
  writeModelExperiment,
} from '../fixtures/model-experiment.js'
import { writeExperiment } from '../fixtures/stored-experiment.js'

const FIELDS = `strategies: [bm25, {recent: [100, window]}]
budgets: [100]
nominalWindow: 600
measures: [evidence-recall, token-f1]
compare:
  baseline: recent
  primary: {measure: token-f1, strategy: bm25, budget: 100, baseline: {strategy: recent, budget: window}, margin: 20}`

function experiment() {
  const place = fixtureFolder()
  const path = writeExperiment(place, 'declared', FIELDS)
  const common = ['--workspace', place.workspace, '--quiet']
  const folder = () => experimentFolders(place.workspace)[0]!
  return {
    ...place,
    path,
    call: async (...argv: string[]) => {
      const outcome = await chartsift(argv[0]!, path, ...argv.slice(1), ...common)
      expect(outcome.code, outcome.err).toBe(0)
      return outcome.out.replaceAll(/\s+/g, ' ')
    },
    edit: (from: string, to: string) => writeFileSync(path, readFileSync(path, 'utf8').replace(from, to)),
    summary: () => summaryOf(folder()),
    page: () => readFileSync(join(folder(), 'report', 'report.html'), 'utf8'),
    text(selector: string) {
      const { document } = parseHTML(this.page())
      return document.querySelector(selector)?.textContent?.replaceAll(/\s+/g, ' ') ?? null
    },
  }
}

afterEach(() => vi.unstubAllEnvs())

describe('the report of a declared experiment', () => {
  it('says that it was declared before the first answer, and what was changed since', async () => {
    vi.stubEnv('SOURCE_DATE_EPOCH', '1796133780')
    const made = experiment()
    await made.call('plan')
    const out = await made.call('run', '--workers', '1')
    expect(out).toContain(
      'Declared on 2026-12-01 14:03 UTC, before the first answer. Nothing that was declared has changed since.',
    )
    expect(made.text('.verdict + .soft')).toContain('Declared before the first answer. Nothing')
    expect(made.text('#execution')).toContain('2026-12-01 14:03 UTC')
    expect(made.text('#declared')).toContain('nothing')
    const before = made.summary()
    const { hash } = JSON.parse(readFileSync(join(made.folder, 'declared.plan.json'), 'utf8'))
    expect(before['plan']).toMatchObject({ hash, answers: 0, contexts: 0, changes: [], later: 0 })
    expect(before['execution'].declared).toBe('2026-12-01T14:03:00Z')

    made.edit('margin: 20', 'margin: 30')
    const changed = 'compare.primary.margin (20 in the plan, 30 now)'
    expect(await made.call('report')).toContain(
      `Declared on 2026-12-01 14:03 UTC, before the first answer. Changed since: ${changed}.`,
    )
    expect(made.text('.verdict + .soft')).toContain(`Changed since: ${changed}.`)
    expect(made.summary()['plan'].changes).toEqual([
      { field: 'compare.primary.margin', planned: '20', now: '30' },
    ])
    // A second plan does not replace the first.
    vi.stubEnv('SOURCE_DATE_EPOCH', '1796140000')
    await made.call('plan')
    expect(await made.call('run', '--workers', '1')).toContain(
      'on 2026-12-01 14:03 UTC, before the first answer. Changed',
    )
    expect(made.summary()['plan']).toMatchObject({ hash, later: 1 })
  })

  it('names measures and arms that were added, and a smaller window', async () => {
    const made = experiment()
    await made.call('plan')
    await made.call('run', '--workers', '1')
    await made.call('score', '--measures', 'chrf')
    expect(made.summary()['plan'].changes).toEqual([
      { field: 'measures.chrf', planned: 'not there', now: 'listed' },
    ])
    made.edit('nominalWindow: 600', 'nominalWindow: 590')
    // Contexts of the other window are not there yet: exit code 1.
    await chartsift('report', made.path, '--workspace', made.workspace, '--quiet')
    const fields = made.summary()['plan'].changes.map(({ field }: { field: string }) => field)
    expect(fields).toEqual(['measures.chrf', 'nominalWindow', 'window of extractive'])
  })

  it('names no change of the window if only the tokenizer of the model has become known', async () => {
    const place = fixtureFolder()
    const server = await startServer()
    const path = writeModelExperiment(place, [server.url], {
      strategies: '[bm25, {recent: window}]',
      budgets: '[150]',
      compare:
        '{baseline: bm25, primary: {measure: token-f1, strategy: bm25, budget: 150, baseline: {strategy: recent, budget: window}}}',
    })
    const common = ['--workspace', place.workspace, '--quiet']
    expect((await chartsift('plan', path, ...common)).code).toBe(0)
    expect(answersAsked(server)).toEqual([])
    const { code, err } = await chartsift('run', path, '--workers', '1', ...common)
    expect(code, err).toBe(0)
    const { plan, primary, provenance } = summaryOf(experimentFolders(place.workspace)[0]!)
    const declared = JSON.parse(readFileSync(join(place.folder, 'm.plan.json'), 'utf8'))
    expect(provenance.counter).not.toBe(declared.counter)
    expect(primary.baselineBudget).not.toBe(declared.primary.baselineTokens)
    expect(plan).toMatchObject({ answers: 0, contexts: 0, changes: [] })
  })

  it('says that nothing was declared, or that it was after the answers', async () => {
    const made = experiment()
    expect(await made.call('run', '--workers', '1')).toContain(
      'Not declared before the run: no plan was sealed before the first answer.',
    )
    expect(made.text('.verdict + .soft')).toContain('Not declared before the run')
    expect([made.summary()['plan'], made.text('#declared')]).toEqual([null, null])
    await made.call('plan')
    // 7 instructions, 3 arms.
    expect(await made.call('run', '--workers', '1')).toContain(
      'after the first answer, when 21 answers were stored.',
    )
  })

  it('is the same to the byte when it is written again, and but for the execution on another day', async () => {
    const made = experiment()
    const reports = []
    for (const seconds of ['1796133780', '1799999999']) {
      vi.stubEnv('SOURCE_DATE_EPOCH', seconds)
      await made.call('plan')
      await made.call('run', '--workers', '1')
      const page = made.page()
      await made.call('report')
      expect(made.page()).toBe(page)
      const { execution: _, ...rest } = made.summary()
      reports.push(JSON.stringify(rest['plan']))
      rmSync(made.workspace, { recursive: true })
    }
    expect(reports[1]).toBe(reports[0])
  })
})
