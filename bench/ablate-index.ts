// `make ablate-chunking`, `make ablate-embedder`: one experiment file under one index after another, and one table of all of
// them, with intervals over patients and differences paired by instruction.
// Usage: npx tsx bench/ablate-index.ts EXPERIMENT.yaml WORKSPACE (chunking | embedder [FOLDER])
import { availableParallelism } from 'node:os'
import { summarise, type ValueRow } from '../eval/compare/summarise.js'
import { reportTable } from '../eval/report/tables/report-table.js'
import { type ExperimentFile, readExperimentFile } from '../pipeline/experiment/experiment-file.js'
import { placeOf } from '../pipeline/experiment/form/place-of.js'
import { openExperiment } from '../pipeline/experiment/open-experiment.js'
import { openGenerators } from '../pipeline/experiment/open-generators.js'
import { thisSession } from '../pipeline/experiment/origin/this-session.js'
import { type IndexSpec, indexSpecSchema } from '../pipeline/index/index-spec.js'
import { writeReport } from '../pipeline/report/report-folder.js'
import { storedGenerators } from '../pipeline/results/stored-generators.js'
import { runExperiment } from '../pipeline/run/run-experiment.js'
import { scoreExperiment } from '../pipeline/score/score-experiment.js'
import type { Execution } from '../pipeline/workspace/execution.js'
import { silent } from '../pipeline/workspace/progress.js'
import { Workspace } from '../pipeline/workspace/workspace.js'

const RESAMPLES = 10_000

const CHUNKING: Readonly<Record<string, object>> = {
  'tokens 128': { chunk: 'tokens', chunkTokens: 128, overlapTokens: 16 },
  'tokens 64': { chunk: 'tokens', chunkTokens: 64, overlapTokens: 8 },
  'tokens 256': { chunk: 'tokens', chunkTokens: 256, overlapTokens: 32 },
  sentence: { chunk: 'sentence' },
  recursive: { chunk: 'recursive' },
  'tokens 128, events by day': { chunk: 'tokens', chunkTokens: 128, overlapTokens: 16, events: 'day' },
}

const [path, folder, kind, embedder] = process.argv.slice(2)
if (path === undefined || folder === undefined || (kind !== 'chunking' && kind !== 'embedder')) {
  throw new Error('expected EXPERIMENT.yaml WORKSPACE (chunking | embedder [FOLDER])')
}
const variants = kind === 'chunking' ? CHUNKING : embeddersOf(embedder)
const workspace = new Workspace(folder)
workspace.lock()
try {
  await ablate(readExperimentFile(path), path, workspace)
} finally {
  workspace.unlock()
}

function embeddersOf(other: string | undefined): Readonly<Record<string, object>> {
  if (other === undefined || other === '') {
    process.stdout.write('no other embedder given: bundled alone (make ablate-embedder EMBEDDER=folder)\n')
    return { bundled: { embedder: 'bundled' } }
  }
  return { bundled: { embedder: 'bundled' }, [other]: { embedder: other } }
}

async function ablate(file: ExperimentFile, at: string, open: Workspace): Promise<void> {
  const rows: ValueRow[] = []
  const reports: string[] = []
  const items = new Map<string, { instructionId: string; patientId: string }>()
  for (const [label, spec] of Object.entries(variants)) {
    const started = performance.now()
    const one = await runVariant({ ...file, index: indexSpecSchema.parse(spec) as IndexSpec }, at, open)
    for (const row of one.rows) {
      rows.push({ ...row, strategy: `${row.strategy}, ${label}` })
      items.set(row.instructionId, { instructionId: row.instructionId, patientId: row.patientId })
    }
    reports.push(`${label}: ${one.html} (${((performance.now() - started) / 1000).toFixed(1)} s)`)
  }
  const strategies = file.strategies.flatMap((strategy) =>
    Object.keys(variants).map((label) => `${strategy}, ${label}`),
  )
  // A strategy is held against itself on the first index, not against another strategy.
  const summaries = file.strategies.map((strategy) => {
    const own = strategies.filter((name) => name.startsWith(`${strategy}, `))
    return summarise(
      rows.filter((row) => own.includes(row.strategy)),
      {
        items: [...items.values()],
        strategies: own,
        budgets: file.budgets,
        generators: [...new Set(rows.map(({ generator }) => generator))],
        measures: file.measures,
      },
      {
        baseline: own[0]!,
        primary: null,
        headline: null,
        margin: null,
        seed: file.seed,
        resamples: RESAMPLES,
      },
    )
  })
  const together = {
    ...summaries[0]!,
    baseline: null,
    cells: summaries.flatMap(({ cells }) => cells),
    comparisons: summaries.flatMap(({ comparisons }) => comparisons),
  }
  const [first] = Object.keys(variants)
  process.stdout.write(`${reportTable(together)}`)
  process.stdout.write(
    `+ or -: the paired difference to the same strategy with ${first} leaves 0 out; * p below 0.05 after Holm over those of the strategy.\n\n`,
  )
  process.stdout.write(`reports:\n${reports.map((line) => `  ${line}\n`).join('')}`)
}

async function runVariant(
  file: ExperimentFile,
  at: string,
  open: Workspace,
): Promise<{ readonly rows: readonly ValueRow[]; readonly html: string }> {
  const execution: Execution = {
    workers: availableParallelism(),
    progress: silent,
    signal: new AbortController().signal,
  }
  const asking = {
    allowHosts: [],
    repeats: 1,
    readsCache: true,
    placeOf: (folder: string) => placeOf('tokenizer', folder, at),
    tell: (message: string) => process.stderr.write(`${message}\n`),
  }
  const opened = await openGenerators(file, open, asking, execution.signal)
  const experiment = await openExperiment(file, at, open, execution)
  const choices = { fresh: false, retryFailed: false, session: thisSession(at, 1) }
  const ran = await runExperiment(experiment, opened.generators, opened.asker, open, choices, execution)
  await opened.close()
  try {
    const rows = scoreExperiment(experiment, ran.store)
    const answered = storedGenerators(experiment, ran.store)
    const { html } = writeReport(experiment, rows, answered, ran.store, ran.folder)
    return { rows, html }
  } finally {
    ran.store.close()
  }
}
