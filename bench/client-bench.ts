import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Agent, fetch } from 'undici'
import type { Generator, Prompt } from '../generators/generator.js'
import { openModel } from '../generators/ollama/model/open-model.js'
import { ollamaGenerator } from '../generators/ollama/ollama-generator.js'
import { chatBody } from '../generators/ollama/replies/chat-body.js'
import { GREEDY, type OllamaSettings } from '../generators/ollama/server/settings.js'
import { ResponseCache } from '../generators/servers/response-cache.js'

/** What our client takes beside the call itself, on a stand-in server of its own process that answers at once. */
const CALLS = 300
/** Calls that are made before any is timed. */
const WARM = 20
/** Characters of a prompt: of some 100 and some 1,000 tokens of a common model; the stand-in makes twice as many of them. */
const SIZES = [600, 4_000] as const
/** In milliseconds above the bare call, at the median. */
const ALLOWED = 2
const NEVER = new AbortController().signal

const ENTRY = join(import.meta.dirname, '..', 'test', 'stand-in', 'serve.ts')
const folder = mkdtempSync(join(tmpdir(), 'chartsift-client-'))
const options = { version: '0.33.0', answer: 'Hemoglobin was 13.2 g/dL [1].' }
const child = spawn(process.execPath, ['--import', 'tsx', ENTRY, JSON.stringify(options)], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
try {
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  await compare((JSON.parse(line) as { url: string }).url)
} finally {
  child.kill()
  rmSync(folder, { recursive: true, force: true })
}

async function compare(url: string): Promise<void> {
  const settings: OllamaSettings = {
    ...{ model: 'tiny', hosts: [url], window: 8192, maxAnswerTokens: 64, seed: 7, structured: false },
    ...{ think: false, sampling: GREEDY, keepAlive: '30m', allowHosts: [], parallel: 1, deadlineMs: 60_000 },
  }
  const means = {
    ...{ tokenizer: null, ownTokenizer: join(folder, 'tokenizer'), texts: ['Which drug?', 'When was it?'] },
    ...{ sentinel: false, tell: () => {} },
  }
  const model = await openModel(settings, means, NEVER)
  const cache = new ResponseCache(join(folder, 'responses.db'))
  const kept = ollamaGenerator(model, { cache, reads: true })
  const dispatcher = new Agent({ headersTimeout: 0, bodyTimeout: 0 })
  const bare = async ({ text }: Prompt) => {
    const body = JSON.stringify(chatBody(settings, text))
    const reply = await fetch(`${url}/api/chat`, { method: 'POST', body, dispatcher })
    JSON.parse(await reply.text())
  }
  const through = (generator: Generator) => (prompt: Prompt) => generator.generate(prompt, NEVER)
  for (const size of SIZES) {
    const arms = {
      'bare HTTP call': bare,
      'client, nothing kept': through(ollamaGenerator(model, null)),
      'client, reply kept': through(kept),
    }
    const times = await interleaved(arms, size)
    // The last of the arms has kept its replies.
    const again = await timed(CALLS, (i) => kept.generate(promptOf(size, 'client, reply kept', i), NEVER))
    const base = quantile(times['bare HTTP call']!, 0.5)
    const { counter } = model.tokens!
    const counts = await timed(CALLS, async (i) => counter.count(promptOf(size, 'count', i).text))
    const tokens = counter.count(promptOf(size, 'count', 0).text)
    process.stdout.write(
      `client: prompts of ${tokens.toLocaleString('en')} tokens, ${CALLS} calls each; counting them takes ${quantile(counts, 0.5).toFixed(2)} ms\n`,
    )
    for (const [name, all] of Object.entries({ ...times, 'client, from the cache': again })) {
      const median = quantile(all, 0.5)
      const above = name.startsWith('client, from') || all === times['bare HTTP call'] ? null : median - base
      const verdict = above !== null && above > ALLOWED ? `, more than ${ALLOWED} ms` : ''
      const told = above === null ? '' : `, ${above.toFixed(2)} ms above the bare call${verdict}`
      process.stdout.write(
        `  ${name.padEnd(22)} median ${median.toFixed(2)} ms, p95 ${quantile(all, 0.95).toFixed(2)} ms${told}\n`,
      )
    }
  }
  await model.close()
  await dispatcher.destroy()
  cache.close()
}

/** One call of each arm after another, beginning with another one each time, so that none has the better place. */
async function interleaved(
  arms: Readonly<Record<string, (prompt: Prompt) => Promise<unknown>>>,
  size: number,
): Promise<Record<string, number[]>> {
  const names = Object.keys(arms)
  const times: Record<string, number[]> = Object.fromEntries(names.map((name) => [name, []]))
  for (let i = -WARM; i < CALLS; i++) {
    for (let j = 0; j < names.length; j++) {
      const name = names[(i + WARM + j) % names.length]!
      const [time] = await timed(1, () => arms[name]!(promptOf(size, name, i)))
      if (i >= 0) times[name]!.push(time!)
    }
  }
  return times
}

async function timed(count: number, work: (i: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  for (let i = 0; i < count; i++) {
    const before = performance.now()
    await work(i)
    times.push(performance.now() - before)
  }
  return times
}

/** Different from its first words on, so that a server knows no beginning of it; as long for every arm. */
function promptOf(size: number, arm: string, i: number): Prompt {
  const head = `${String(i + WARM).padStart(4, '0')} ${arm.padEnd(24)} `
  const text = `${head}${'[1] 2020-03-01 progress note\nHemoglobin 13.2 g/dL, potassium 4.1; walks with a stick.\n'.repeat(1 + size / 80)}`
  return {
    patientId: '1',
    text: text.slice(0, size),
    context: '',
    instruction: 'What is the hemoglobin?',
    neutralised: 0,
    passages: [{ label: 1, kind: 'note', time: null, documentIds: ['note:1'], text: '' }],
  }
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!
}
