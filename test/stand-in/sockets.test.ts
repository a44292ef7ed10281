import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { chatRequest, post } from './post.js'
import { type StandIn, type StandInOptions, startStandIn } from './stand-in.js'

let standIn: StandIn | undefined
let child: ChildProcess | undefined
afterEach(async () => {
  await standIn?.close()
  child?.kill('SIGKILL')
})

async function start(options: Partial<StandInOptions>): Promise<StandIn> {
  standIn = await startStandIn({ version: '0.33.0', ...options })
  return standIn
}

describe('the slots of the stand-in', () => {
  it.each([
    [1, 'waits for the first, which shows only in total_duration'],
    [2, 'runs beside it'],
  ])('with OLLAMA_NUM_PARALLEL %i the second request %s', async (parallel) => {
    const server = await start({ parallel, msPerAnswerToken: 8, answer: () => ' the'.repeat(20) })
    await post(server, '/api/chat', chatRequest('warm', {}, { num_predict: 1 }))
    const asked = [1, 2].map(() => post(server, '/api/chat', chatRequest('x')))
    const waits = (await Promise.all(asked)).map(({ body }) => waitOf(body))
    expect(Math.min(...waits)).toBeLessThan(60)
    if (parallel === 1) expect(Math.max(...waits)).toBeGreaterThan(80)
    else expect(Math.max(...waits)).toBeLessThan(60)
  })

  it('reads an abandoned prompt to its end on old servers, to the next batch on new ones', async () => {
    const waits: number[] = []
    for (const version of ['0.12.5', '0.33.0'] as const) {
      const server = await start({ version, msPerPromptToken: 0.25 })
      const body = JSON.stringify(chatRequest(' the'.repeat(1900), {}, { num_ctx: 2048 }))
      const signal = AbortSignal.timeout(40)
      await expect(fetch(`${server.url}/api/chat`, { method: 'POST', body, signal })).rejects.toThrow()
      const next = await post(server, '/api/chat', chatRequest('y', {}, { num_ctx: 2048 }))
      waits.push(waitOf(next.body))
      await server.close()
    }
    expect(waits[0]! - waits[1]!).toBeGreaterThan(100)
  })

  it('says 503 only while it loads', async () => {
    const server = await start({ maxQueue: 1, msPerLoad: 60 })
    const burst = () => Promise.all([1, 2, 3, 4].map(() => post(server, '/api/chat', chatRequest('x'))))
    const cold = (await burst()).map(({ status }) => status).sort()
    expect(cold).toEqual([200, 200, 503, 503])
    expect((await burst()).map(({ status }) => status)).toEqual([200, 200, 200, 200])
  })

  it('stops for a client that hangs up, and counts it', async () => {
    const server = await start({ msPerAnswerToken: 5, answer: () => ' the'.repeat(400) })
    const signal = AbortSignal.timeout(60)
    const body = JSON.stringify(chatRequest('x', { stream: true }, { num_predict: 400 }))
    const request = fetch(`${server.url}/api/chat`, { method: 'POST', body, signal })
    await expect(request.then((response) => response.text())).rejects.toThrow()
    const since = performance.now()
    const next = await post(server, '/api/chat', chatRequest('y', {}, { num_predict: 1 }))
    expect([next.status, server.abandoned]).toEqual([200, 1])
    expect(performance.now() - since).toBeLessThan(500)
    expect(server.requests.map(({ abandoned }) => abandoned)).toEqual([true, false])
  })

  it('ends every socket at once when killed', async () => {
    const server = await start({ msPerAnswerToken: 5, answer: () => ' the'.repeat(400) })
    const stream = post(server, '/api/chat', chatRequest('x', { stream: true }, { num_predict: 400 }))
    const waiting = post(server, '/api/chat', chatRequest('y'))
    const ends = Promise.allSettled([stream, waiting])
    await expect.poll(() => server.openSockets).toBe(2)
    server.kill()
    expect((await ends).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    await expect(post(server, '/api/version')).rejects.toThrow('fetch failed')
    expect(server.abandoned).toBe(0)
  })

  it('turns foreign hosts and origins away without a word', async () => {
    const server = await start({})
    const response = await fetch(`${server.url}/api/version`, { headers: { Origin: 'http://evil.example' } })
    expect([response.status, await response.text()]).toEqual([403, ''])
  })

  it('runs as a process of its own that can be killed', async () => {
    const options = { version: '0.24.0', misbehave: { name: 'error-500', every: 2 }, answer: 'Yes.' }
    const entry = fileURLToPath(new URL('./serve.ts', import.meta.url))
    child = spawn(process.execPath, ['--import', 'tsx', entry, JSON.stringify(options)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [line] = await once(createInterface({ input: child.stdout! }), 'line')
    const server: { url: string } = JSON.parse(line)
    expect((await post(server, '/api/version')).body.version).toBe('0.24.0')
    const replies = [await ask(server), await ask(server)]
    expect(replies.map(({ status }) => status)).toEqual([200, 500])
    expect(replies[0]?.body.message.content).toBe('Yes.')
    child.kill('SIGKILL')
    await once(child, 'exit')
    await expect(ask(server)).rejects.toThrow('fetch failed')
  })
})

/** Milliseconds in the queue. */
function waitOf(times: Record<string, number>): number {
  const parts = ['load_duration', 'prompt_eval_duration', 'eval_duration'].map((part) => times[part] ?? 0)
  return (times['total_duration']! - parts.reduce((a, b) => a + b)) / 1e6
}

function ask(server: { url: string }) {
  return post(server, '/api/chat', chatRequest('x'))
}
