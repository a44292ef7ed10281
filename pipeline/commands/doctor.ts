import { checkWorkspace } from '../check-workspace.js'
import type { DoctorOptions } from '../command-line/workspaces/doctor.js'
import { ollamaSchema } from '../experiment-file.js'
import { installationSentence } from '../installation/installation-error.js'
import { openModel } from '../ollama/open-model.js'
import { openEmbedder } from '../open-embedder.js'
import { calibrationTexts, ollamaSettings, tokenizerFolder } from '../open-generators.js'
import { openTokenCounter } from '../token-counters.js'
import { Workspace } from '../workspace.js'

type Check = { readonly name: string; readonly run: () => string | Promise<string> }
type Checked = { readonly name: string; readonly ok: boolean; readonly detail: string }

function checksOf(options: DoctorOptions): Check[] {
  const { model, workspace } = options
  const checks: Check[] = [
    { name: 'node', run: () => process.version },
    { name: 'SQLite', run: sqliteVersion },
    { name: 'HNSW', run: hnswSummary },
    { name: 'bundled embedder', run: embedderSummary },
    { name: 'token counter cl100k', run: counterSummary },
    { name: 'workspace', run: () => checkWorkspace(workspace) },
  ]
  if (model !== undefined) checks.push({ name: `Ollama ${model}`, run: () => ollamaSummary(options, model) })
  return checks
}

async function perform({ name, run }: Check): Promise<Checked> {
  try {
    return { name, ok: true, detail: await run() }
  } catch (error) {
    return { name, ok: false, detail: installationSentence(error) ?? (error as Error).message }
  }
}

function lineOf({ name, ok, detail }: Checked): string {
  return `${ok ? 'ok   ' : 'fails'} ${name}: ${detail}\n`
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

/** All that an experiment with this model would try before its first question. */
async function ollamaSummary(options: DoctorOptions, model: string): Promise<string> {
  const notes: string[] = []
  const workspace = new Workspace(options.workspace)
  const spec = ollamaSchema.parse({
    ollama: model,
    window: options.window,
    tokenizer: options.tokenizer ?? null,
    sentinel: options.sentinel,
  })
  const settings = {
    ...ollamaSettings(spec, { seed: 7, prompt: 'structured' }, options.allowHost),
    hosts: options.host,
  }
  const means = {
    tokenizer: spec.tokenizer,
    ownTokenizer: tokenizerFolder(workspace, model),
    texts: calibrationTexts('structured'),
    sentinel: spec.sentinel,
    tell: (message: string) => notes.push(message),
  }
  const opened = await openModel(settings, means, new AbortController().signal)
  await opened.close()
  const { tokens, leaksThoughts } = opened
  const counted =
    tokens === null
      ? 'prompts bounded, not counted'
      : `prompts counted exactly (${tokens.overhead} tokens of template)`
  const thoughts = leaksThoughts ? 'in the answer' : 'apart or none'
  return [
    ...opened.servers.map((server) =>
      Object.entries(server)
        .map(([key, value]) => `${key} ${String(value)}`)
        .join(', '),
    ),
    `window ${options.window}, ${counted}, JSON answers as asked, thoughts ${thoughts}${options.sentinel ? ', sentinels tried' : ''}`,
    ...notes.map((note) => `note: ${note}`),
  ].join('; ')
}

export async function doctor(options: DoctorOptions): Promise<number> {
  const done: Checked[] = []
  for (const check of checksOf(options)) {
    const checked = await perform(check)
    done.push(checked)
    // Told one by one: a server that does not answer takes its time.
    if (!options.json && (!options.quiet || !checked.ok)) process.stdout.write(lineOf(checked))
  }
  if (options.json) process.stdout.write(`${JSON.stringify({ checks: done })}\n`)
  return done.some(({ ok }) => !ok) ? 1 : 0
}
