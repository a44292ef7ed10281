import { existsSync } from 'node:fs'
import { Command } from 'commander'
import { checkOllama } from '../generators/check-ollama.js'
import { openEmbedder } from '../open-embedder.js'
import { openTokenCounter } from '../token-counters.js'
import { positiveInteger, withCommonOptions } from './common-options.js'

type Options = {
  readonly workspace: string
  readonly quiet: boolean
  readonly host: string
  readonly model?: string
  readonly window: number
  readonly allowHost: string[]
}

export function doctorCommand(finish: (code: number) => void): Command {
  return withCommonOptions(new Command('doctor'))
    .description('check that this machine can index, count and, with --model, generate')
    .option('--model <name>', 'model to look for on the Ollama server')
    .option('--host <url>', 'the Ollama server', 'http://127.0.0.1:11434')
    .option('--window <tokens>', 'context window the experiments will use', positiveInteger, 16384)
    .option('--allow-host <host>', 'a server outside the private ranges that may see records', collect, [])
    .addHelpText('after', '\nExample:\n  chartsift doctor --model llama3.1:8b --window 16384\n')
    .action(async (options: Options) => {
      const checks: [string, () => Promise<string>][] = [
        ['node', async () => process.version],
        ['SQLite', async () => sqliteVersion()],
        ['bundled embedder', async () => embedderSummary()],
        [
          'token counter cl100k',
          async () => `${(await openTokenCounter('cl100k')).count('Hb 15.4 g/dL')} tokens`,
        ],
        [
          'workspace',
          async () => (existsSync(options.workspace) ? options.workspace : `${options.workspace} (new)`),
        ],
      ]
      if (options.model !== undefined) {
        checks.push([`Ollama ${options.model}`, async () => ollamaSummary(options, options.model!)])
      }
      let failed = 0
      for (const [name, check] of checks) {
        try {
          process.stdout.write(`ok    ${name}: ${await check()}\n`)
        } catch (error) {
          failed++
          process.stdout.write(`fails ${name}: ${(error as Error).message}\n`)
        }
      }
      if (failed > 0) finish(1)
    })
}

function collect(value: string, previous: string[]): string[] {
  return [...previous, value]
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
