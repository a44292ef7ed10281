import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ResultsStore } from '../../pipeline/results/results-store.js'
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
  primary: {measure: token-f1, strategy: bm25, budget: 100, baseline: {strategy: recent, budget: window}, margin: 20}
  secondary: [{measure: evidence-recall, strategy: bm25, budget: 100}]`

function planned(fields = FIELDS) {
  const place = fixtureFolder()
  const path = writeExperiment(place, 'planned', fields)
  const common = ['--workspace', place.workspace, '--workers', '1', '--quiet']
  return {
    ...place,
    path,
    file: join(place.folder, 'planned.plan.json'),
    plan: (...options: string[]) =>
      chartsift('plan', path, '--workspace', place.workspace, '--quiet', ...options),
    run: (...options: string[]) => chartsift('run', path, ...common, ...options),
    edit: (from: string, to: string) => writeFileSync(path, readFileSync(path, 'utf8').replace(from, to)),
    sealed() {
      const store = ResultsStore.read(join(experimentFolders(place.workspace)[0]!, 'results.db'))
      const rows = store.plans.list()
      store.close()
      return rows
    },
  }
}

afterEach(() => vi.unstubAllEnvs())

describe('chartsift plan', () => {
  it('writes what is declared, assumed and needed next to the file, the same bytes each time', async () => {
    const { plan, file, workspace } = planned()
    const { code, out, err } = await plan()
    expect([code, err]).toEqual([0, ''])
    const text = readFileSync(file, 'utf8')
    const written = JSON.parse(text)
    // The fixture cohort: 7 instructions of 2 patients.
    expect(written.questions).toMatchObject({ instructions: 7, patients: 2 })
    expect(written.primary).toMatchObject({
      measure: 'token-f1',
      budget: 100,
      tokens: 100,
      baseline: { strategy: 'recent', budget: 'window' },
      baselineTokens: written.windows.extractive,
      generator: 'extractive',
      margin: 20,
    })
    expect(written.secondary[0]).toMatchObject({
      baseline: { strategy: 'recent', budget: 100 },
      margin: null,
    })
    expect(written.assumed).toEqual({ sd: 40, icc: 0.1, difference: null, from: null })
    expect(written.sizes.map(({ power }: { power: number }) => power)).toEqual([0.8, 0.9])
    expect(written.sizes[0].needed.map(({ finding }: { finding: string }) => finding)).toEqual([
      'difference',
      'non-inferiority',
      'equivalence',
    ])
    expect(out).toContain(
      `primary comparison: bm25 at 100 tokens against recent at window (${written.windows.extractive} tokens) on token-f1`,
    )
    expect(out).toContain('needed to show non-inferiority by 20 points if both are equally good:')
    expect(out).toContain(`hash: ${written.hash}`)
    // Nothing of a record or an instruction, and no index.
    expect(text).not.toMatch(/hemoglobin/i)
    expect(existsSync(join(workspace, 'corpora'))).toBe(false)
    await plan()
    expect(readFileSync(file, 'utf8')).toBe(text)
  })

  it('takes the expected variance and the difference of interest', async () => {
    const { plan } = planned(FIELDS.replace(', margin: 20', ''))
    const { out: open } = await plan()
    expect(open).toContain('needed: not known; declare a margin')
    const { out } = await plan('--sd', '20', '--icc', '1', '--difference', '10', '--json')
    const { sizes, assumed } = JSON.parse(out)
    expect(assumed).toEqual({ sd: 20, icc: 1, difference: 10, from: null })
    // Instructions of a patient are alike: a t test of patients with 10 / 20 SD, for which statsmodels needs 33.37; 3.5 instructions each.
    expect(sizes[0].needed).toEqual([{ finding: 'difference', size: 10, patients: 34, instructions: 119 }])
  })

  it('takes the variation from an earlier run', async () => {
    const { plan, run, path, workspace } = planned(`strategies: [bm25, recent]
budgets: [40]
measures: [evidence-recall, token-f1]
compare: {baseline: recent, primary: {measure: evidence-recall, strategy: bm25, budget: 40}}`)
    const early = await plan('--from', path)
    expect(early).toMatchObject({ code: 2, err: expect.stringContaining('has no stored results') })
    await run()
    const { out, err } = await plan('--from', path, '--json')
    expect(err).toBe('')
    const { assumed } = JSON.parse(out)
    // The same differences as the report: dz is their mean divided by their standard deviation.
    const { primary } = summaryOf(experimentFolders(workspace)[0]!)
    expect(primary.n).toBeGreaterThan(4)
    expect(assumed.sd).toBeCloseTo(Math.abs((100 * primary.mean) / primary.test.effectSize), 3)
    expect(assumed.icc).toBeCloseTo(Math.max(0, primary.test.icc), 3)
    expect(assumed.from).toBe('planned')
    expect((await plan('--from', path)).out).toMatch(/^as in planned: paired differences/m)
    expect(JSON.parse((await plan('--from', path, '--icc', '1', '--json')).out).assumed.icc).toBe(1)
    const other = join(path, '..', 'other.yaml')
    writeFileSync(other, readFileSync(path, 'utf8').replace('measure: evidence-recall', 'measure: token-f1'))
    const refused = await chartsift('plan', other, '--from', path, '--workspace', workspace, '--quiet')
    expect(refused).toMatchObject({
      code: 2,
      err: 'chartsift: --from: expected an experiment whose primary comparison is on token-f1, found one on evidence-recall in planned.yaml\n',
    })
  })

  it('refuses an earlier run whose differences do not vary', async () => {
    const { plan, run, path } = planned()
    await run()
    expect((await plan('--from', path)).err).toBe(
      'chartsift: --from: expected the variation of the primary comparison of planned.yaml, found none: the differences do not vary\n',
    )
  })

  it('writes to standard output, and refuses what it cannot plan in one sentence', async () => {
    const { plan, file } = planned()
    const { out } = await plan('--out', '-')
    expect(JSON.parse(out)).toMatchObject({ plan: 'chartsift', experiment: 'planned' })
    expect(existsSync(file)).toBe(false)
    for (const [option, value] of [
      ['--sd', '0'],
      ['--sd', '101'],
      ['--icc', '2'],
      ['--difference', 'x'],
    ])
      expect(await plan(option!, value!)).toMatchObject({ code: 2, err: expect.stringMatching(/expected/) })
    const bare = planned('strategies: [bm25, recent]\nbudgets: [100]\ncompare: {baseline: recent}')
    expect(await bare.plan()).toMatchObject({
      code: 2,
      err: 'chartsift: planned.yaml: compare.primary: expected the comparison that the plan declares, found none\n',
    })
  })
})

describe('a run with a plan', () => {
  it('seals it once, before the first context and answer', async () => {
    vi.stubEnv('SOURCE_DATE_EPOCH', '1796133780')
    const { plan, run, sealed, file } = planned()
    await plan()
    expect((await run()).code).toBe(0)
    const written = JSON.parse(readFileSync(file, 'utf8'))
    const seal = { plan: written, sealed: '2026-12-01T14:03:00Z', answers: 0, contexts: 0 }
    expect(sealed()).toEqual([seal])
    vi.stubEnv('SOURCE_DATE_EPOCH', '1796140000')
    await run()
    expect(sealed()).toEqual([seal])
  })

  it('seals nothing without one, and says how many answers a later one comes after', async () => {
    const { plan, run, sealed } = planned()
    await run()
    expect(sealed()).toEqual([])
    await plan()
    await run()
    // 7 instructions, 3 arms.
    expect(sealed()).toMatchObject([{ answers: 21, contexts: 21 }])
  })

  it('keeps the seal when results are discarded, and counts what was discarded', async () => {
    const { plan, run, sealed, edit } = planned()
    await plan()
    await run()
    expect((await run('--fresh')).code).toBe(0)
    expect(sealed()).toMatchObject([{ answers: 0, contexts: 0 }])
    edit('margin: 20', 'margin: 10')
    await plan()
    await run('--fresh')
    expect(sealed()).toMatchObject([
      { answers: 0, plan: { primary: { margin: 20 } } },
      { answers: 21, contexts: 21, plan: { primary: { margin: 10 } } },
    ])
  })

  it('takes a plan that is elsewhere', async () => {
    const { plan, run, sealed, folder } = planned()
    const elsewhere = join(folder, 'declared.json')
    await plan('--out', elsewhere)
    await run()
    expect(sealed()).toEqual([])
    expect((await run('--plan', elsewhere)).code).toBe(0)
    expect(sealed()).toHaveLength(1)
    const { code, err } = await run('--plan', join(folder, 'gone.json'))
    expect([code, err]).toEqual([
      2,
      "chartsift: gone.json: expected a plan that 'chartsift plan' wrote in UTF-8, found nothing\n",
    ])
  })

  it.each([
    ['margin: 20', 'margin: 10', 'compare.primary.margin (20 in the plan, 10 now)'],
    ['budgets: [100]', 'budgets: [100, 60]', 'strategies.bm25 ([100] in the plan, [100,60] now)'],
    ['nominalWindow: 600', 'nominalWindow: 700', 'nominalWindow (600 in the plan, 700 now)'],
    [
      'budgets: [100]',
      'budgets: [100]\nprompt: question-first',
      'prompt.name (record-first in the plan, question-first now), and 1 more',
    ],
    ['measures: [', 'measures: [chrf, ', 'measures.chrf (not there in the plan, listed now)'],
    ['budgets: [100]', 'budgets: [100]\nseed: 8', 'seed (7 in the plan, 8 now)'],
  ])('refuses one that is not of the file: %s, now %s', async (from, to, difference) => {
    const { plan, run, edit, workspace } = planned()
    await plan()
    edit(from, to)
    for (const options of [[], ['--dry-run']]) {
      const { code, err, out } = await run(...options)
      expect([code, out]).toEqual([2, ''])
      expect(err).toContain(
        `chartsift: planned.plan.json: expected the plan of planned.yaml, found one that differs in ${difference}; nothing was sent: write it again with 'chartsift plan `,
      )
      expect(err.trimEnd().split('\n')).toHaveLength(1)
    }
    expect(existsSync(join(workspace, 'experiments'))).toBe(false)
  })

  it('refuses one that is not of the corpus', async () => {
    const { plan, run, cohort } = planned()
    await plan()
    const table = join(cohort, 'clinician-instruction-responses.tsv')
    const text = readFileSync(table, 'utf8')
    writeFileSync(table, text.replace(/\?/, ' please?'))
    expect((await run()).err).toContain('found one that differs in instructions of the corpus')
    writeFileSync(table, text.trimEnd().split('\n').slice(0, -1).join('\n'))
    expect((await run()).err).toMatch(/differs in instructions of the corpus \(7 in the plan, \d now\)/)
  })

  it('refuses what is no plan, or was edited', async () => {
    const { plan, run, file } = planned()
    await plan()
    const text = readFileSync(file, 'utf8')
    // Another layout of the same content is the same plan.
    writeFileSync(file, JSON.stringify(JSON.parse(text)))
    expect((await run('--dry-run')).code).toBe(0)
    for (const [content, found] of [
      [text.replace('"margin": 20', '"margin": 30'), 'found one that was edited'],
      [text.replace('"format": 1', '"format": 2'), 'found format 2'],
      ['{}', 'found another JSON object'],
      ['margin: 20', 'found no JSON object'],
    ]) {
      writeFileSync(file, content!)
      expect(await run()).toMatchObject({ code: 2, err: expect.stringContaining(found!) })
    }
  })

  it('is refused before any server is asked', async () => {
    const place = fixtureFolder()
    const server = await startServer()
    const path = writeModelExperiment(place, [server.url], {
      compare: '{baseline: recent, primary: {measure: token-f1, strategy: bm25, budget: 150}}',
    })
    const common = ['--workspace', place.workspace, '--quiet']
    expect(await chartsift('plan', path, ...common)).toMatchObject({ code: 0 })
    expect(server.requests).toEqual([])
    writeFileSync(path, `${readFileSync(path, 'utf8')}\nseed: 12\n`)
    expect((await chartsift('run', path, ...common)).code).toBe(2)
    expect([server.requests, answersAsked(server)]).toEqual([[], []])
  })
})
