import {
  appendFileSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { parseHTML } from 'linkedom'
import { describe, expect, it } from 'vitest'
import {
  compareExperiments,
  type ExperimentComparison,
} from '../../../../eval/compare/experiment-comparison.js'
import type { ValueRow } from '../../../../eval/compare/value-table.js'
import { chartsift } from '../../../fixtures/command-line.js'
import { ranExperiment, writeExperiment } from '../../../fixtures/stored-experiment.js'

const FIELDS = 'strategies: [recent, bm25]\nbudgets: [40, 100]\nmeasures: [evidence-recall, token-f1]'

/** Two experiments on one cohort that both ran. */
async function ranTwo(fields: string, index?: string) {
  const place = await ranExperiment(FIELDS)
  const other = writeExperiment(place, 'other', fields, index)
  const { code, err } = await chartsift('run', other, ...place.common)
  if (code !== 0) throw new Error(err)
  return { ...place, other }
}

function pageNamesIn(workspace: string): string[] {
  return readdirSync(join(workspace, 'compare')).filter((name) => name.endsWith('.html'))
}

describe('chartsift report --compare', () => {
  it('sets two experiments side by side, with what differs between them', async () => {
    const { path, other, common, workspace } = await ranTwo(FIELDS, 'chunk: recursive')
    const { code, out } = await chartsift('report', '--compare', path, other, ...common)
    expect(code).toBe(0)
    expect(out).toMatch(/^# A: ran, B: other\n\nThe same 7 instructions of 2 patients\./)
    expect(out).toContain('| experiment | ran | other |')
    expect(out).toContain('| index chunk | sentence | recursive |')
    expect(out.match(/^\| bm25 \| 100 \| /gm)).toHaveLength(2)
    const page = join(workspace, 'compare', pageNamesIn(workspace)[0]!)
    expect(out).toContain(`page: ${page}\nall comparisons: ${join(workspace, 'compare.html')}\n`)
    expect(statSync(page).mode & 0o077).toBe(0)
    const html = readFileSync(page, 'utf8')
    expect(html).toContain("default-src 'none'")
    expect(html + out).not.toMatch(/900[12]|diarrhoea|Why was/)
  })

  it('keeps every pair on a page of its own and lists all of them', async () => {
    const { path, other, common, workspace } = await ranTwo(FIELDS, 'chunk: recursive')
    const compare = (...pair: string[]) => chartsift('report', '--compare', ...pair, ...common)
    await compare(path, other)
    const [first] = pageNamesIn(workspace)
    const before = readFileSync(join(workspace, 'compare', first!), 'utf8')
    await compare(other, path)
    await compare(path, path)
    // The same pair again: no fourth page, and the same bytes.
    await compare(path, other)
    expect(pageNamesIn(workspace)).toHaveLength(3)
    expect(readFileSync(join(workspace, 'compare', first!), 'utf8')).toBe(before)
    writeFileSync(join(workspace, 'compare', 'half.json'), '{"first":')
    await compare(path, other)
    const { document } = parseHTML(readFileSync(join(workspace, 'compare.html'), 'utf8'))
    const links = [...document.querySelectorAll('tbody a')]
    expect(links.map((link) => link.textContent)).toEqual(['other and ran', 'ran and other', 'ran and ran'])
    for (const link of links) {
      const page = parseHTML(readFileSync(join(workspace, link.getAttribute('href')!), 'utf8')).document
      expect(page.querySelector('h1')!.textContent).toBe(`A: ${link.textContent!.replace(' and ', ', B: ')}`)
      expect(page.querySelector('header a')!.getAttribute('href')).toBe('../compare.html')
    }
  })

  it('finds no difference between an experiment and itself', async () => {
    const { path, common } = await ranExperiment(FIELDS)
    const { code, out } = await chartsift('report', '--json', '--compare', path, path, ...common)
    const { cells, differing } = JSON.parse(out) as ExperimentComparison
    expect([code, differing, cells.length]).toEqual([0, [], 2 * 2 * 2])
    for (const { mean, wins, losses, interval } of cells)
      expect([mean, wins, losses, interval?.low, interval?.high]).toEqual([0, 0, 0, 0, 0])
  })

  it('compares the cells that both have, and lists what only one has', async () => {
    const { path, other, common } = await ranTwo(
      'strategies: [bm25, hybrid]\nbudgets: [100]\nmeasures: [token-f1, chrf]',
    )
    const { out } = await chartsift('report', '--json', '--compare', path, other, ...common)
    const { cells, differing } = JSON.parse(out) as ExperimentComparison
    expect(cells.map(({ strategy, budget, measure }) => [strategy, budget, measure])).toEqual([
      ['bm25', 100, 'token-f1'],
    ])
    expect(differing).toContainEqual({
      parameter: 'strategies',
      first: 'recent, bm25',
      second: 'bm25, hybrid',
    })
  })

  it('refuses other instructions, saying how many differ', async () => {
    const place = await ranExperiment(FIELDS)
    const table = join(place.cohort, 'clinician-instruction-responses.tsv')
    const text = readFileSync(table, 'utf8')
    writeFileSync(table, text.replaceAll('Why was metformin stopped?', 'Why was it stopped?'))
    appendFileSync(table, '508\tWhat now?\t9002\t9002.xml\tAnnotator_1\tNothing.\t\tSurgery\n')
    // The cohort of the second is another folder: the first experiment's must stay as it ran.
    const { cohort } = place
    const moved = `${cohort}-changed`
    cpSync(cohort, moved, { recursive: true })
    appendFileSync(join(moved, 'asof.tsv'), '508\t2021-01-04 11:00:00\n')
    writeFileSync(table, text)
    const other = writeExperiment({ ...place, cohort: moved }, 'other', FIELDS)
    expect((await chartsift('run', other, ...place.common)).code).toBe(0)
    const { code, out, err } = await chartsift('report', '--compare', place.path, other, ...place.common)
    expect([code, out]).toEqual([2, ''])
    expect(err).toMatch(
      /found 2 that differ: 0 only in the first, 1 only in the second, 1 with another patient, text, as-of time or references/,
    )
    expect(existsSync(join(place.workspace, 'compare.html'))).toBe(false)
  })

  it('refuses experiments without a common cell, one file, and three', async () => {
    const { path, other, common } = await ranTwo('strategies: [hybrid]\nbudgets: [100]\nmeasures: [chrf]')
    expect(await chartsift('report', '--compare', path, other, ...common)).toMatchObject({
      code: 2,
      err: expect.stringContaining('that both experiments have, found none'),
    })
    for (const argv of [
      ['--compare', path],
      [path, '--compare', other],
      ['--compare', path, other, path],
    ])
      expect(await chartsift('report', ...argv, ...common)).toMatchObject({
        code: 2,
        err: expect.stringContaining('expected two experiment files'),
      })
  })
})

describe('compareExperiments', () => {
  const row = (instructionId: string, patientId: string, value: number | null): ValueRow => ({
    instructionId,
    patientId,
    strategy: 's',
    budget: 1,
    generator: 'g',
    measure: 'token-f1',
    value,
    reason: value === null ? 'failed' : null,
  })
  const experiment = (...rows: ValueRow[]) => ({ label: 'x', rows, parameters: new Map<string, string>() })

  it('pairs by instruction whatever the order, and leaves out what one of them does not score', () => {
    const first = experiment(row('a', 'p', 0.5), row('b', 'p', 0.25), row('c', 'q', 1), row('d', 'q', 0.5))
    const second = experiment(
      row('d', 'q', null),
      row('c', 'q', 0.5),
      row('b', 'p', 0.75),
      row('a', 'p', 0.5),
    )
    const { cells, instructions, patients } = compareExperiments(first, second, { seed: 7, resamples: 100 })
    // Differences 0, .5 and -.5 over a, b, c; d is unscored in the second.
    expect([instructions, patients]).toEqual([4, 2])
    expect(cells).toMatchObject([
      { n: 3, clusters: 2, mean: 0, wins: 1, ties: 1, losses: 1, firstMean: 1.75 / 3, secondMean: 1.75 / 3 },
    ])
  })

  it('says why there is no interval of one patient, and no mean of none', () => {
    const one = compareExperiments(experiment(row('a', 'p', 0)), experiment(row('a', 'p', 1)), {
      seed: 7,
      resamples: 100,
    })
    expect(one.cells).toMatchObject([{ mean: 1, interval: null, intervalReason: 'fewer than 2 patients' }])
    const none = compareExperiments(experiment(row('a', 'p', null)), experiment(row('a', 'p', 1)), {
      seed: 7,
      resamples: 100,
    })
    expect(none.cells).toMatchObject([{ n: 0, mean: null, firstMean: null, secondMean: null }])
  })
})
