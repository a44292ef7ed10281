// `make bench`: the indexer at MedAlign's scale (SCALE=full) or a tenth of it, as ratios inside one run.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Table from 'cli-table3'
import { type Measured, measureCommand } from './measure-command.js'
import { writeScaleCorpus } from './scale-corpus.js'
import { searchCrossover } from './search-crossover.js'
import { tokenizerRatio } from './tokenizer-bench.js'
import { transformerRatio } from './transformer-bench.js'

const SEED = 7
const share = process.env['SCALE'] === 'full' ? 1 : 0.1
const root = process.env['BENCH_DIR'] ?? mkdtempSync(join(tmpdir(), 'chartsift-bench-'))
const table = new Table({
  head: ['what', 'wall s', 'CPU s', 'peak MB', 'against'],
  colAligns: ['left', 'right', 'right', 'right', 'left'],
  style: { head: [], border: [] },
})

const CHUNKS = ['--chunk', 'tokens', '--chunk-tokens', '230', '--events', 'day']
const SENTENCES = ['--chunk', 'sentence', '--events', 'series']

try {
  const tenth = corpus(0.1)
  const naive = await measureCommand(process.execPath, [
    '--import',
    'tsx',
    join(import.meta.dirname, 'naive-index.ts'),
    tenth,
    join(root, 'naive'),
  ])
  row('tenth: naive script', naive, '')
  const ours = await index(
    'tenth: chunks of 230 tokens, HNSW',
    tenth,
    CHUNKS,
    (measured) => `${ratio(naive, measured)} faster than naive`,
  )
  await index(
    'tenth: nothing changed',
    tenth,
    CHUNKS,
    (measured) => `${ratio(ours, measured)} faster than the first time`,
    false,
  )
  await index('tenth: one new note', oneNoteMore(tenth), CHUNKS, () => '', false)
  if (share === 1) {
    const whole = corpus(1)
    await index('full: chunks of 230 tokens, HNSW', whole, CHUNKS, () => '')
    await index('full: sentences, HNSW', whole, SENTENCES, () => '')
    await index('full: sentences, exact search', whole, [...SENTENCES, '--search', 'exact'], () => '')
  } else {
    await index('tenth: sentences, HNSW', tenth, SENTENCES, () => '')
    await index('tenth: sentences, exact search', tenth, [...SENTENCES, '--search', 'exact'], () => '')
  }
  process.stdout.write(`${table.toString()}\n`)
  process.stdout.write(
    `${await tokenizerRatio(join(tenth, 'ehrs'))}\n${await transformerRatio()}\n${searchCrossover()}\n`,
  )
} finally {
  if (process.env['BENCH_DIR'] === undefined) rmSync(root, { recursive: true, force: true })
}

function corpus(part: number): string {
  const folder = join(root, `corpus-${part}`)
  process.stderr.write(`writing ${part === 1 ? 'the whole corpus' : 'a tenth of the corpus'}\n`)
  writeScaleCorpus(folder, part, SEED)
  return folder
}

async function index(
  what: string,
  folder: string,
  options: readonly string[],
  against: (measured: Measured) => string,
  isFresh = true,
): Promise<Measured> {
  process.stderr.write(`${what}\n`)
  const workspace = join(root, 'workspace')
  if (isFresh) rmSync(workspace, { recursive: true, force: true })
  const cli = join(import.meta.dirname, '..', 'bin', 'chartsift.js')
  const measured = await measureCommand(process.execPath, [
    cli,
    'index',
    folder,
    '--workspace',
    workspace,
    '--json',
    ...options,
  ])
  const { vectors, recall } = JSON.parse(measured.out) as {
    vectors: number
    recall: { min: number; k: number } | null
  }
  const found = recall === null ? '' : `, recall@${recall.k} at least ${recall.min.toFixed(4)}`
  row(`${what} (${vectors} vectors${found})`, measured, against(measured))
  return measured
}

function row(what: string, { seconds, cpuSeconds, peakMb }: Measured, against: string): void {
  table.push([what, seconds.toFixed(1), cpuSeconds.toFixed(1), peakMb.toFixed(0), against])
}

function ratio(slow: Measured, fast: Measured): string {
  return `${(slow.seconds / fast.seconds).toFixed(1)} times`
}

/** The corpus itself, with one note added to a patient of middle size. */
function oneNoteMore(folder: string): string {
  const files = readdirSync(join(folder, 'ehrs')).sort()
  const path = join(folder, 'ehrs', files[Math.floor(files.length / 2)]!)
  const note =
    '<encounter start_timestamp="2031-01-01 06:00:00" end_timestamp="2031-01-01 23:59:59"><events><entry timestamp="2031-01-01 06:06:23">\n<event type="note" code="LOINC/34117-2" name="progress note" note_id="1">One more note, quite short.</event>\n</entry></events></encounter>\n</eventstream>'
  const xml = readFileSync(path, 'utf8')
  writeFileSync(path, xml.includes('One more note') ? xml : xml.replace('</eventstream>', note))
  rmSync(join(folder, 'complete'), { force: true })
  return folder
}
