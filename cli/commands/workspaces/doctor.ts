import { openEmbedder } from '../../../generators/kinds/open-embedder.js'
import type { StepReport } from '../../../generators/servers/steps.js'
import { openTokenCounter } from '../../../generators/tokens/token-counters.js'
import { Workspace } from '../../../pipeline/workspace/workspace.js'
import { installationSentence } from '../../installation/installation-error.js'
import { checkWorkspace } from '../../show/check-workspace.js'
import type { DoctorOptions } from '../command-options.js'
import { checkModel, modelsToTry } from './model-checks.js'

type Check = { readonly name: string; readonly run: () => string | Promise<string> }

function checksOf(options: DoctorOptions): Check[] {
  return [
    { name: 'node', run: () => process.version },
    { name: 'SQLite', run: sqliteVersion },
    { name: 'HNSW', run: hnswSummary },
    { name: 'bundled embedder', run: embedderSummary },
    { name: 'token counter cl100k', run: counterSummary },
    { name: 'workspace', run: () => checkWorkspace(options.workspace) },
  ]
}

async function perform({ name, run }: Check): Promise<StepReport> {
  try {
    return { name, ok: true, detail: await run() }
  } catch (error) {
    return { name, ok: false, detail: installationSentence(error) ?? (error as Error).message }
  }
}

function lineOf({ name, ok, detail }: StepReport): string {
  return `${ok ? 'ok  ' : 'FAIL'} ${name}: ${detail}\n`
}

async function counterSummary(): Promise<string> {
  return `${(await openTokenCounter('cl100k')).count('Hb 15.4 g/dL')} tokens`
}

async function sqliteVersion(): Promise<string> {
  const { default: Database } = await import('better-sqlite3')
  const db = new Database(':memory:')
  try {
    return db.prepare<[], [string]>('SELECT sqlite_version()').raw().get()![0]
  } finally {
    db.close()
  }
}

async function hnswSummary(): Promise<string> {
  await import('hnswlib-node')
  return 'loads'
}

async function embedderSummary(): Promise<string> {
  const embedder = await openEmbedder('bundled')
  const [vector] = await embedder.embed(['chest pain'], 'query')
  await embedder.close()
  return `${embedder.dimensions} dimensions, sha256 ${embedder.hash.slice(0, 12)}, first value ${vector![0]!.toFixed(4)}`
}

/** Runs every check and prints a line for each. @returns the exit code: 1 if a check failed */
export async function doctor(path: string | undefined, options: DoctorOptions): Promise<number> {
  const done: StepReport[] = []
  const report = (step: StepReport): void => {
    done.push(step)
    // Print each check as it ends: a server that does not answer delays the next one.
    if (!options.json && (!options.quiet || !step.ok)) process.stdout.write(lineOf(step))
  }
  const models = modelsToTry(path, options)
  for (const check of checksOf(options)) report(await perform(check))
  const workspace = models.length === 0 ? null : new Workspace(options.workspace)
  for (const model of models) await checkModel(model, workspace!, report)
  if (options.json) process.stdout.write(`${JSON.stringify({ checks: done })}\n`)
  return done.some(({ ok }) => !ok) ? 1 : 0
}
