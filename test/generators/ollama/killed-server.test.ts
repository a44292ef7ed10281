import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, expect, it } from 'vitest'
import { ollamaGenerator } from '../../../generators/ollama/ollama-generator.js'
import { ResponseCache } from '../../../generators/servers/response-cache.js'
import { chats, endAll, hasty, NEVER, open, startServer, temporaryFolder } from './stand-in-servers.js'

const children: ChildProcess[] = []
afterEach(async () => {
  await endAll()
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

const ANSWER = 'Hemoglobin was 13.2 g/dL on admission, as the note of that day says.'

async function startProcess(): Promise<{ url: string; child: ChildProcess }> {
  const entry = fileURLToPath(new URL('../../stand-in/serve.ts', import.meta.url))
  const options = { version: '0.33.0', answer: ANSWER, msPerAnswerToken: 0.5, parallel: 2 }
  const child = spawn(process.execPath, ['--import', 'tsx', entry, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  children.push(child)
  const [line] = await once(createInterface({ input: child.stdout! }), 'line')
  return { url: JSON.parse(line).url, child }
}

it('a server that is killed half-way loses nothing, and no prompt is answered twice', async () => {
  const unhandled: unknown[] = []
  const listen = (reason: unknown) => unhandled.push(reason)
  process.on('unhandledRejection', listen)
  const stays = await startServer({ answer: () => ANSWER, msPerAnswerToken: 0.5, parallel: 2 })
  const dies = await startProcess()
  const model = hasty(
    await open({ hosts: [dies, stays], settings: { parallel: 2 }, means: { sentinel: false } }),
  )
  const cache = new ResponseCache(join(temporaryFolder(), 'replies.sqlite'))
  const puts: string[] = []
  const put = cache.put.bind(cache)
  cache.put = (key, ...rest) => {
    puts.push(key)
    put(key, ...rest)
  }
  const generator = ollamaGenerator(model, { cache, reads: true })
  const prompts = Array.from({ length: 40 }, (_, i) => ({
    patientId: `${i % 8}`,
    neutralised: 0,
    text: `Visit ${i}. What was the hemoglobin?`,
    context: '',
    instruction: '',
    passages: [],
  }))
  const before = chats(stays).length
  const answers = await Promise.all(
    prompts.map(async (prompt) => {
      const answer = await generator.generate(prompt, NEVER)
      if (puts.length === 12) dies.child.kill('SIGKILL')
      return answer
    }),
  )
  expect(answers.map(({ text }) => text)).toEqual(Array(40).fill(ANSWER))
  expect([puts.length, new Set(puts).size]).toEqual([40, 40])
  const by = (url: string) => answers.filter(({ cost }) => cost?.box === url).length
  expect(by(dies.url)).toBeGreaterThan(0)
  expect(by(dies.url) + by(stays.url)).toBe(40)
  // What stays was asked for its own answers and for none twice.
  expect(chats(stays).length - before).toBe(by(stays.url))
  expect(answers.some(({ cost }) => cost!.retries > 0)).toBe(true)
  const again = await Promise.all(prompts.map((prompt) => generator.generate(prompt, NEVER)))
  expect(again.every(({ cost }) => cost?.isCached)).toBe(true)
  cache.close()
  await new Promise((resolve) => setImmediate(resolve))
  process.off('unhandledRejection', listen)
  expect(unhandled).toEqual([])
})
