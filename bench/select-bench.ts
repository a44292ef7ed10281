// `make bench-select`: what selecting takes on a corpus of MedAlign's size (SCALE=full) or a tenth of it: 300 instructions, twelve
// strategies, four budgets. First the command as it is used, twice, then each strategy by itself on some of the patients.
// BENCH_DIR=folder keeps corpus and index for the next time.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Table from 'cli-table3'
import type { Instruction } from '../corpus/instruction.js'
import { openTokenCounter } from '../generators/tokens/token-counters.js'
import { Shard } from '../indexes/store/shard.js'
import { indexCorpus } from '../pipeline/index/index-corpus.js'
import { indexSpecSchema } from '../pipeline/index/index-spec.js'
import type { IndexedCorpus } from '../pipeline/index/indexed-corpus.js'
import { namedStrategy } from '../pipeline/select/named-strategy.js'
import { silent } from '../pipeline/workspace/progress.js'
import { Workspace } from '../pipeline/workspace/workspace.js'
import { RecordView } from '../retrievers/view/record-view.js'
import { measureCommand } from './measure-command.js'
import { writeScaleCorpus } from './scale-corpus.js'

const SEED = 7
const BUDGETS = [500, 1000, 2000, 4000]
const STRATEGIES: readonly string[] = [
  'recent',
  'head-tail',
  'uniform',
  'bm25',
  'bm25-stem',
  'lexical',
  'dense',
  'hybrid',
  'hybrid-rrf',
  'visit-bm25',
  'digest',
  'sift',
]
/** Patients whose strategies are timed one by one, and how often each is asked: the first time builds what the others find. */
const TIMED_PATIENTS = 28
const ASKED = 5

const share = process.env['SCALE'] === 'full' ? 1 : 0.1
const root = process.env['BENCH_DIR'] ?? mkdtempSync(join(tmpdir(), 'chartsift-bench-'))
const corpus = join(root, `corpus-${share}`)
const workspace = join(root, `workspace-${share}`)

try {
  process.stderr.write(`writing ${share === 1 ? 'the whole corpus' : 'a tenth of the corpus'}\n`)
  writeScaleCorpus(corpus, share, SEED)
  process.stderr.write('indexing it\n')
  await chartsift('index', corpus, '--quiet')
  for (const time of ['first', 'again']) await selectAll(time)
  await timeStrategies()
} finally {
  if (process.env['BENCH_DIR'] === undefined) rmSync(root, { recursive: true, force: true })
}

async function selectAll(time: string): Promise<void> {
  const { seconds, cpuSeconds, peakMb } = await chartsift(
    'select',
    corpus,
    '--strategies',
    STRATEGIES.join(),
    '--budgets',
    BUDGETS.join(),
    '--out',
    join(root, `contexts-${time}.jsonl`),
    '--quiet',
  )
  process.stdout.write(
    `chartsift select, ${time}: ${seconds.toFixed(1)} s (CPU ${cpuSeconds.toFixed(1)} s, peak ${peakMb.toFixed(0)} MB)\n`,
  )
}

function chartsift(...args: string[]) {
  const cli = join(import.meta.dirname, '..', 'bin', 'chartsift.js')
  return measureCommand(process.execPath, [cli, ...args, '--workspace', workspace])
}

type Times = { readonly first: number[]; readonly next: number[]; readonly fill: number[] }

async function timeStrategies(): Promise<void> {
  const execution = { workers: 1, progress: silent, signal: new AbortController().signal }
  const indexed = await indexCorpus(new Workspace(workspace), {
    corpus: { folder: corpus, ehrs: null, verify: false, asOf: 'required' },
    spec: indexSpecSchema.parse({}),
    execution,
  })
  const counter = await openTokenCounter('cl100k')
  const opens: number[] = []
  const times = new Map(STRATEGIES.map((name): [string, Times] => [name, { first: [], next: [], fill: [] }]))
  for (const instructions of askedOfPatients(indexed)) {
    const { patientId } = instructions[0]!
    const opened = performance.now()
    const shard = Shard.open(patientId, {
      folder: indexed.patientFolder(patientId),
      parameters: indexed.parameters,
      embedder: indexed.embedder,
    })
    const view = new RecordView(shard, null)
    opens.push(performance.now() - opened)
    for (const name of STRATEGIES) {
      const strategy = await namedStrategy(name, { seed: SEED, factsOf: () => [], reranker: null })
      const { first, next, fill } = times.get(name)!
      for (const [i, instruction] of instructions.entries()) {
        const started = performance.now()
        const selection = await strategy.select(instruction, view)
        const selected = performance.now()
        for (const tokens of BUDGETS) selection({ tokens, counter })
        ;(i === 0 ? first : next).push(selected - started)
        fill.push(performance.now() - selected)
      }
    }
  }
  const table = new Table({
    head: ['ms', 'first select', 'select', 'p95', 'fill 4 budgets', 'p95'],
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [], compact: true },
  })
  for (const [name, { first, next, fill }] of times) {
    table.push([name, at(0.5, first), at(0.5, next), at(0.95, next), at(0.5, fill), at(0.95, fill)])
  }
  process.stdout.write(`opening a shard: median ${at(0.5, opens)} ms, p95 ${at(0.95, opens)} ms\n`)
  process.stdout.write(`${table.toString()}\n`)
}

/** Every so many patients, each asked its own questions and, where it has too few, those of others. */
function askedOfPatients({ instructions, patients }: IndexedCorpus): Instruction[][] {
  const step = Math.max(1, Math.floor(patients.length / TIMED_PATIENTS))
  return patients
    .filter((_, i) => i % step === 0)
    .map(({ patientId }) => {
      const own = instructions.filter((instruction) => instruction.patientId === patientId)
      const others = instructions.filter((instruction) => instruction.patientId !== patientId)
      return [...own, ...others].slice(0, ASKED).map((instruction) => ({ ...instruction, patientId }))
    })
}

function at(quantile: number, values: readonly number[]): string {
  const sorted = [...values].sort((a, b) => a - b)
  return (sorted[Math.min(sorted.length - 1, Math.floor(quantile * sorted.length))] ?? Number.NaN).toFixed(1)
}
