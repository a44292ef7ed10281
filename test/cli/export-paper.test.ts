import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { chartsift, fixtureFolder } from '../fixtures/command-line.js'
import { ollamaSpec, writeModelExperiment } from '../fixtures/model-experiment.js'
import { type RunPlace, ranExperiment, writeExperiment } from '../fixtures/stored-experiment.js'
import { graded, judgeSpec, startJuryServer } from '../pipeline/jury/judged-experiment.js'

const FIELDS = `strategies: [none, bm25, {full: [window]}, {recent: [40, window]}]
budgets: [40, 100]
nominalWindow: 600
measures: [evidence-recall, token-f1]
compare: {baseline: recent, primary: {measure: evidence-recall, strategy: bm25, budget: 40}}`
const RECORD_TEXT = /diarrhoea|spinal|walking aid|Why was|allergies|210 mg/
const TEXT_FILE = /\.(?:tex|md|csv|svg|txt)$/

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => statSync(join(folder, path)).isFile())
    .sort()
}

async function kitOf({ path, common, folder }: Pick<RunPlace, 'path' | 'common' | 'folder'>, name = 'kit') {
  const out = join(folder, name)
  const outcome = await chartsift('export', path, '--format', 'paper', '--out', out, ...common)
  return { out, outcome, read: (file: string) => readFileSync(join(out, file), 'utf8') }
}

describe('chartsift export --format paper', () => {
  it('writes a document with figures and tables, private, without text or ids, leaves other files, and is the same each time', async () => {
    const place = await ranExperiment(FIELDS)
    mkdirSync(join(place.folder, 'kit'))
    writeFileSync(join(place.folder, 'kit', 'my-notes.md'), 'mine')
    const { out, outcome, read } = await kitOf(place)
    const files = filesBelow(out)
    expect([outcome.code, outcome.err]).toEqual([0, ''])
    expect(outcome.out.trimEnd().split('\n').sort()).toEqual(
      files.filter((file) => file !== 'my-notes.md').map((file) => join(out, file)),
    )
    for (const file of [
      'paper.tex',
      'methods.tex',
      'checklist.md',
      'figures/flow.svg',
      'figures/flow.pdf',
      'tables/cohort.csv',
    ])
      expect(files).toContain(file)
    expect(read('my-notes.md')).toBe('mine')
    for (const file of files.filter((one) => one !== 'my-notes.md'))
      expect(statSync(join(out, file)).mode & 0o077, file).toBe(0)
    const texts = files
      .filter((file) => TEXT_FILE.test(file))
      .map(read)
      .join('\n')
    expect(texts).not.toMatch(RECORD_TEXT)
    // Ids of the cohort's instructions.
    expect(texts).not.toMatch(/\b50[1-7]\b/)
    expect(readFileSync(join(place.workspace, 'written-outside.txt'), 'utf8')).toContain('kit')
    const again = await kitOf(place, 'again')
    for (const file of filesBelow(again.out))
      expect(readFileSync(join(out, file)).equals(readFileSync(join(again.out, file))), file).toBe(true)
  })

  it('counts the flow and the cohort as the corpus and the values have them', async () => {
    const place = await ranExperiment(FIELDS)
    const { read } = await kitOf(place)
    const flow = read('tables/flow.csv').split('\n')
    // The cohort has 7 instructions about 2 patients (test/fixtures/cohort).
    expect(flow.slice(0, 3)).toEqual([
      'step,arm,generator,reason,patients,instructions',
      'read,,,,2,7',
      'usable,,,,2,7',
    ])
    const armOf = (line: string) => line.split(',extractive')[0]!
    const counts = new Map<string, number>()
    for (const line of flow.slice(3, -1))
      counts.set(
        armOf(line).replace(/^\w+,/, ''),
        (counts.get(armOf(line).replace(/^\w+,/, '')) ?? 0) + Number(line.split(',').at(-1)),
      )
    expect([...counts.values()].every((count) => count === 7)).toBe(true)
    // none, bm25 at two budgets each; recent at two of its own; full at the window.
    expect(counts.size).toBe(7)
    expect(read('tables/cohort.csv')).toMatch(/^patients,2\n/m)
    expect(read('tables/cohort.csv')).toMatch(/^usable instructions,7\n/m)
    expect(read('methods.md')).toContain('a nominal window, because this generator has none')
  })

  it('says so if a strategy is unscored everywhere', async () => {
    const place = await ranExperiment(FIELDS.replace('{full: [window]}', '{full: [10]}'))
    const { outcome, read } = await kitOf(place)
    expect(outcome.code).toBe(0)
    expect(read('tables/flow.csv')).toMatch(/^scored,full at 10 tokens,extractive,,,0$/m)
    expect(read('figures/flow.svg')).toContain('full at 10 tokens')
  })

  it('reports models, servers, judges and every prompt that was sent', async () => {
    const server = await startJuryServer(({ prompt }) => graded(4, prompt))
    const place = fixtureFolder()
    const path = writeModelExperiment(place, [server.url], {
      strategies: '[recent, hyde]',
      budgets: '[150]',
      generators: `[${ollamaSpec([server.url], ', family: tiny')}]`,
      judges: `[${judgeSpec('llama3.1:8b', server.url)}, ${judgeSpec('qwen2.5:7b', server.url)}]`,
      measures: '[token-f1, judge-correct]',
    })
    const common = ['--workspace', place.workspace, '--workers', '1', '--quiet']
    expect((await chartsift('run', path, ...common)).err).toBe('')
    const { out, outcome, read } = await kitOf({ ...place, path, common })
    expect(outcome.code).toBe(0)
    expect(readdirSync(join(out, 'prompts')).sort()).toEqual([
      'answer-record-first.txt',
      'hyde.txt',
      'judge-correct.txt',
    ])
    for (const file of readdirSync(join(out, 'prompts')))
      expect(read(`prompts/${file}`)).toBe(
        readFileSync(join(import.meta.dirname, '../../prompts', file), 'utf8'),
      )
    const methods = read('methods.md')
    expect(methods).toContain(`Ollama 0.33.0 at ${server.url}, tiny`)
    expect(methods).toMatch(/## Judges\n\n2 models graded .*\n\n.*llama3\.1:8b.*\n\n.*qwen2\.5:7b/)
    expect(methods).toMatch(/## Compute\n\n.*ollama:tiny on /)
    expect(read('checklist.md')).toContain(
      'reported here: Methods, Models: name, digest, size and quantization',
    )
    expect(server.requests.length).toBeGreaterThan(0)
    const asked = server.requests.length
    await kitOf({ ...place, path, common }, 'again')
    expect(server.requests.length).toBe(asked)
  })

  it('takes a list of indexes, and a corpus without judgments', async () => {
    const place = fixtureFolder()
    rmSync(join(place.cohort, 'qrels.tsv'))
    const path = join(place.folder, 'two.yaml')
    const index = `[{name: a, chunk: sentence, embedder: ${place.embedder}}, {name: b, chunk: tokens, chunkTokens: 32, overlapTokens: 4, embedder: ${place.embedder}}]`
    writeFileSync(
      path,
      `name: two\ncorpus: ${place.cohort}\nindex: ${index}\nstrategies: [recent, bm25]\nbudgets: [40, 100]\nmeasures: [token-f1]\n`,
    )
    const common = ['--workspace', place.workspace, '--workers', '1', '--quiet']
    expect((await chartsift('run', path, ...common)).code).toBe(0)
    const { outcome, read } = await kitOf({ ...place, path, common })
    expect(outcome.code).toBe(0)
    expect(read('methods.md')).toMatch(/The indexes: a \(.*\); b \(.*\)\./)
    expect(read('tables/flow.csv')).toContain('bm25@a at 40 tokens')
    expect(read('methods.md')).toContain('No primary comparison was declared')
  })

  it('refuses a file, no folder, and an experiment that was never run', async () => {
    const place = await ranExperiment(FIELDS)
    const ask = (...argv: string[]) => chartsift('export', ...argv, '--format', 'paper', ...place.common)
    expect(await ask(place.path)).toMatchObject({
      code: 2,
      err: expect.stringContaining('name a folder with --out'),
    })
    const file = join(place.folder, 'a-file')
    writeFileSync(file, '')
    expect(await ask(place.path, '--out', file)).toMatchObject({
      code: 2,
      err: expect.stringContaining('expected a folder for the paper kit, found a file'),
    })
    const never = writeExperiment({ ...fixtureFolder(), workspace: '' }, 'never', FIELDS)
    const out = join(place.folder, 'never')
    expect(await ask(never, '--out', out)).toMatchObject({
      code: 2,
      err: expect.stringContaining("run 'chartsift run"),
    })
    expect(readdirSync(place.folder)).not.toContain('never')
  })
})
