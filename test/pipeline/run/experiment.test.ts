import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { OFFLINE_STRATEGY_NAMES } from '../../../pipeline/select/registry/strategy-rows.js'
import { chartsift, fixtureFolder } from '../../fixtures/command-line.js'

const GOLDEN = join(import.meta.dirname, 'golden')

function writeExperiment(
  { folder, cohort, embedder }: { folder: string; cohort: string; embedder: string },
  name = 'wide',
  arms = 'strategies: [none, random, oldest, recent, bm25, dense, hybrid, oracle, full]\nbudgets: [40, 100, 600]',
): string {
  const path = join(folder, `${name}.yaml`)
  writeFileSync(
    path,
    `name: ${name}
corpus: ${cohort}
index: {chunk: sentence, windowTokens: 24, embedder: ${embedder}}
${arms}
compare: {baseline: recent, primary: {measure: evidence-recall, strategy: hybrid, budget: 100}}
seed: 7
`,
  )
  return path
}

function reportFolder(workspace: string): string {
  const [experiment] = readdirSync(join(workspace, 'experiments'))
  return join(workspace, 'experiments', experiment!, 'report')
}

/** What the golden report is about: few arms, so that a person can read its diff. */
const GOLDEN_ARMS = 'strategies: [recent, bm25, hybrid, oracle]\nbudgets: [100]'

/** JSON with one line for each item of a list, so that a diff shows the cells that changed. */
function oneLinePerItem(value: Record<string, unknown>): string {
  const fields = Object.entries(value).map(([key, field]) => {
    const lines = Array.isArray(field) ? field.map((item) => `    ${JSON.stringify(item)}`) : []
    return `  "${key}": ${lines.length === 0 ? JSON.stringify(field) : `[\n${lines.join(',\n')}\n  ]`}`
  })
  return `{\n${fields.join(',\n')}\n}\n`
}

/** The golden files; CHARTSIFT_GOLDEN=write (make golden) makes them anew, so that a change is seen in the diff. */
function golden(file: string, found: string): void {
  const path = join(GOLDEN, file)
  if (process.env['CHARTSIFT_GOLDEN'] === 'write') writeFileSync(path, found)
  expect(found).toBe(readFileSync(path, 'utf8'))
}

describe('a whole experiment', () => {
  it('gives the golden table and values', async () => {
    const place = fixtureFolder()
    const { code, out } = await chartsift(
      'run',
      writeExperiment(place, 'golden', GOLDEN_ARMS),
      '--workspace',
      place.workspace,
      '--workers',
      '1',
    )
    expect(code).toBe(0)
    golden('table.txt', out.replace(/^report: .*\n/m, ''))
    const report = reportFolder(place.workspace)
    golden('values.csv', readFileSync(join(report, 'values.csv'), 'utf8'))
    const { provenance, execution, ...summary } = JSON.parse(
      readFileSync(join(report, 'summary.json'), 'utf8'),
    ) as Record<string, unknown>
    golden('summary.json', oneLinePerItem(summary))
    expect(provenance).toMatchObject({
      name: 'golden',
      seed: 7,
      counter: 'cl100k',
    })
    expect(execution).toMatchObject({ servers: [], cost: [], versions: { node: process.versions.node } })
    expect(out).toContain(`report: `)
  })

  it('has a row for every instruction, strategy, budget and measure: a value, or a reason', async () => {
    const place = fixtureFolder()
    await chartsift('run', writeExperiment(place), '--workspace', place.workspace, '--workers', '1')
    const rows = readFileSync(join(reportFolder(place.workspace), 'values.csv'), 'utf8')
      .trimEnd()
      .split('\n')
    // 7 instructions, 9 strategies, 3 budgets, 7 measures.
    expect(rows).toHaveLength(1 + 7 * 9 * 3 * 7)
    for (const row of rows.slice(1)) expect(row).toMatch(/,(?:[\d.e-]+,|,.+),$/)
  })

  it('puts no text of notes, instructions or answers into its report, and no id of a patient into the page', async () => {
    const place = fixtureFolder()
    await chartsift('run', writeExperiment(place), '--workspace', place.workspace, '--workers', '1')
    const report = reportFolder(place.workspace)
    const files = readdirSync(report)
    expect(files.sort()).toEqual(['report.html', 'summary.json', 'values.csv'])
    for (const file of files) {
      const text = readFileSync(join(report, file), 'utf8')
      expect(text).not.toMatch(/diarrhoea|spinal|walking aid|Why was|allergies|210 mg/)
      if (file === 'report.html') expect(text).not.toMatch(/900[12]/)
    }
    for (const file of readdirSync(join(report, '..')).filter((name) => name.startsWith('results.db'))) {
      expect(statSync(join(report, '..', file)).mode & 0o077).toBe(0)
    }
  })

  it('writes the same bytes again, from what is stored and from nothing', async () => {
    const place = fixtureFolder()
    const path = writeExperiment(place)
    const read = () =>
      ['report.html', 'summary.json', 'values.csv'].map((file) =>
        readFileSync(join(reportFolder(place.workspace), file), 'utf8'),
      )
    await chartsift('run', path, '--workspace', place.workspace, '--workers', '1')
    const first = read()
    await chartsift('run', path, '--workspace', place.workspace, '--workers', '1')
    expect(read()).toEqual(first)
    await chartsift('run', path, '--workspace', place.workspace, '--fresh', '--workers', '1')
    expect(read()).toEqual(first)
    const { code, out } = await chartsift('report', path, '--workspace', place.workspace, '--json')
    expect([code, JSON.parse(out)]).toEqual([0, JSON.parse(first[1]!)])
  })

  it('does again what a changed input touches, and nothing else', async () => {
    const place = fixtureFolder()
    const index = () =>
      chartsift(
        'index',
        place.cohort,
        '--embedder',
        place.embedder,
        '--workspace',
        place.workspace,
        '--json',
        '--workers',
        '1',
      )
    expect(JSON.parse((await index()).out)).toMatchObject({
      patients: 2,
      built: 2,
      notes: 8,
      instructions: 7,
      goldSource: 'qrels.tsv',
    })
    expect(JSON.parse((await index()).out)).toMatchObject({ built: 0 })
    const xml = join(place.cohort, 'ehrs', '9002.xml')
    writeFileSync(xml, readFileSync(xml, 'utf8').replace('twice a week', 'daily'))
    expect(JSON.parse((await index()).out)).toMatchObject({ built: 1 })
  })

  it('selects contexts of one patient alone, for every strategy', async () => {
    const place = fixtureFolder()
    const out = join(place.folder, 'contexts.jsonl')
    const { code } = await chartsift(
      'select',
      place.cohort,
      '--embedder',
      place.embedder,
      '--workspace',
      place.workspace,
      '--strategies',
      OFFLINE_STRATEGY_NAMES.join(),
      '--budgets',
      '60,600',
      '--out',
      out,
      '--workers',
      '1',
    )
    expect(code).toBe(0)
    expect(statSync(out).mode & 0o077).toBe(0)
    const lines = readFileSync(out, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { patientId: string; text: string; reason?: string })
    expect(lines).toHaveLength(7 * OFFLINE_STRATEGY_NAMES.length * 2)
    for (const { patientId, text } of lines)
      expect(text).not.toMatch(patientId === '9001' ? /hip|Rivaroxaban/ : /metformin|Glucose/i)
    expect(lines.filter(({ reason }) => reason !== undefined).every(({ text }) => text === '')).toBe(true)
  })
})
