import { Command } from 'commander'
import { checkWorkspace } from '../check-workspace.js'
import { checkOllama } from '../generators/check-ollama.js'
import { openEmbedder } from '../open-embedder.js'
import { openTokenCounter } from '../token-counters.js'
import { type CommonOptions, positiveInteger, withCommonOptions } from './common-options.js'

type Options = CommonOptions & {
  readonly host: string
  readonly model?: string
  readonly window: number
  readonly allowHost: string[]
  readonly json: boolean
}

type Check = { readonly name: string; readonly run: () => string | Promise<string> }
type Checked = { readonly name: string; readonly ok: boolean; readonly detail: string }

export function doctorCommand(finish: (code: number) => void): Command {
  return withCommonOptions(new Command('doctor'))
    .description('check that this machine can index, count and, with --model, generate')
    .option('--model <name>', 'model to look for on the Ollama server')
    .option('--host <url>', 'the Ollama server', 'http://127.0.0.1:11434')
    .option('--window <tokens>', 'context window the experiments will use', positiveInteger, 16384)
    .option('--allow-host <host>', 'a server outside the private ranges that may see records', collect, [])
    .option('--json', 'the checks as JSON', false)
    .addHelpText('after', '\nExample:\n  chartsift doctor --model llama3.1:8b --window 16384\n')
    .action(async (options: Options) => {
      const done: Checked[] = []
      for (const check of checksOf(options)) {
        const checked = await perform(check)
        done.push(checked)
        // Told one by one: a server that does not answer takes its time.
        if (!options.json && (!options.quiet || !checked.ok)) process.stdout.write(lineOf(checked))
      }
      if (options.json) process.stdout.write(`${JSON.stringify({ checks: done })}\n`)
      if (done.some(({ ok }) => !ok)) finish(1)
    })
}

function checksOf(options: Options): Check[] {
  const { model, workspace } = options
  const checks: Check[] = [
    { name: 'node', run: () => process.version },
    { name: 'SQLite', run: sqliteVersion },
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
    return { name, ok: false, detail: (error as Error).message }
  }
}

function lineOf({ name, ok, detail }: Checked): string {
  return `${ok ? 'ok   ' : 'fails'} ${name}: ${detail}\n`
}

function collect(value: string, previous: string[]): string[] {
  return [...previous, value]
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

async function embedderSummary(): Promise<string> {
  const embedder = await openEmbedder('bundled')
  const [vector] = await embedder.embed(['chest pain'], 'query')
  await embedder.close()
  return `${embedder.dimensions} dimensions, sha256 ${embedder.hash.slice(0, 12)}, first value ${vector![0]!.toFixed(4)}`
}

async function ollamaSummary(options: Options, model: string): Promise<string> {
  const server = await checkOllama({
    host: options.host,
    model,
    window: options.window,
    allowHosts: options.allowHost,
  })
  return Object.entries(server)
    .map(([key, value]) => `${key} ${String(value)}`)
    .join(', ')
}
