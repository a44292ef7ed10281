import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { ollamaGenerator } from '../../../generators/ollama/ollama-generator.js'
import { chatIdentity } from '../../../generators/ollama/replies/chat-body.js'
import { GREEDY, type OllamaSettings } from '../../../generators/ollama/server/settings.js'
import type { AskedReply } from '../../../generators/servers/kept-reply.js'
import { forgetReplies, ResponseCache, replyKey } from '../../../generators/servers/response-cache.js'
import { settingsOf } from '../../fixtures/untried-model.js'
import {
  chats,
  endAll,
  hasty,
  NEVER,
  open,
  startServer,
  temporaryFolder,
} from '../ollama/stand-in-servers.js'

afterEach(endAll)

const SETTINGS = settingsOf({ hosts: ['127.0.0.1'] })
const REPLY: AskedReply = {
  content: 'yes',
  thinking: '',
  isCut: false,
  promptTokens: 1000,
  responseTokens: 20,
  loadMs: 1,
  promptMs: 500,
  answerMs: 400,
  waitMs: 0,
  box: 'http://127.0.0.1:11434',
  retries: 0,
  milliseconds: 901,
}

function keyOf(
  settings: Partial<OllamaSettings> = {},
  text = 'What?',
  patient = '1',
  digest = 'd',
  variation = {},
) {
  return replyKey(chatIdentity({ ...SETTINGS, ...settings }, digest, variation), text, patient)
}

describe('the key of a reply', () => {
  it('is of all that decides it', () => {
    const keys = [
      keyOf(),
      keyOf({}, 'What? '),
      keyOf({}, 'What?', '2'),
      keyOf({}, 'What?', '1', 'e'),
      keyOf({ model: 'other' }),
      keyOf({ window: 1024 }),
      keyOf({ maxAnswerTokens: 65 }),
      keyOf({ seed: 8 }),
      keyOf({ think: true }),
      ...Object.entries({ temperature: 1, topK: 1, topP: 1, minP: 1, repeatPenalty: 2, stop: ['x'] }).map(
        ([name, value]) => keyOf({ sampling: { ...GREEDY, [name]: value } }),
      ),
      keyOf({}, 'What?', '1', 'd', { maxTokens: 5 }),
      keyOf({}, 'What?', '1', 'd', { format: { type: 'object' } }),
    ]
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('is not of the server, nor of how it is asked', () => {
    const others = [
      { hosts: ['10.0.0.7'] },
      { keepAlive: '1h' },
      { parallel: 8 },
      { deadlineMs: 1 },
      { allowHosts: ['x'] },
    ]
    for (const other of others) expect(keyOf(other)).toBe(keyOf())
    expect(keyOf({}, 'What?', '1', 'd', { seed: SETTINGS.seed })).toBe(keyOf())
  })
})

describe('the store of replies', () => {
  it('is a file that only its owner can read, and outlives a kill', () => {
    const path = join(temporaryFolder(), 'new', 'replies.sqlite')
    const cache = new ResponseCache(path)
    cache.put('k', '1', { model: 'tiny', reply: REPLY })
    for (const suffix of ['', '-wal', '-shm']) expect(statSync(path + suffix).mode & 0o777).toBe(0o600)
    // Another reader while the first has not closed: as after a kill.
    const other = new ResponseCache(path)
    expect([other.get('k'), other.get('x')]).toEqual([REPLY, null])
    other.close()
    cache.close()
  })

  it('refuses a file that is none', () => {
    const path = join(temporaryFolder(), 'replies.sqlite')
    writeFileSync(path, 'this is not a database, but long enough to be looked at '.repeat(40))
    expect(() => new ResponseCache(path)).toThrow(/expected stored responses at .*delete it/)
  })

  it('forgets a patient, in the bytes of the file too', () => {
    const path = join(temporaryFolder(), 'replies.sqlite')
    const cache = new ResponseCache(path)
    cache.put('a', '1', { model: 'tiny', reply: { ...REPLY, content: 'SECRET ONE' } })
    // Replaced, as --fresh does, again and again and by what is longer.
    for (let i = 1; i <= 40; i++)
      cache.put('a', '1', { model: 'tiny', reply: { ...REPLY, content: `SECRET ONE ${'x'.repeat(i * 97)}` } })
    cache.put('b', '2', { model: 'tiny', reply: { ...REPLY, content: 'OTHER TWO' } })
    cache.close()
    expect([forgetReplies(path, '1'), forgetReplies(path, '1')]).toEqual([true, false])
    const bytes = readFileSync(path, 'latin1')
    expect([bytes.includes('SECRET ONE'), bytes.includes('OTHER TWO')]).toEqual([false, true])
    const again = new ResponseCache(path)
    expect([again.get('a'), again.get('b')?.content]).toEqual([null, 'OTHER TWO'])
    again.close()
  })

  it('tells how fast a model was', () => {
    const cache = new ResponseCache(join(temporaryFolder(), 'replies.sqlite'))
    expect(cache.speedOf('tiny')).toBeNull()
    cache.put('a', '1', { model: 'tiny', reply: REPLY })
    cache.put('b', '1', {
      model: 'tiny',
      reply: {
        ...REPLY,
        promptTokens: 3000,
        responseTokens: 40,
        promptMs: 1500,
        answerMs: 200,
      },
    })
    cache.put('c', '1', { model: 'other', reply: { ...REPLY, promptMs: null, answerMs: null } })
    expect(cache.speedOf('tiny')).toEqual({
      calls: 2,
      answerTokens: 30,
      promptTokensPerSecond: 2000,
      answerTokensPerSecond: 100,
    })
    expect(cache.speedOf('other')).toBeNull()
    cache.close()
  })
})

describe('a generator with a store', () => {
  const prompt = {
    patientId: '1',
    neutralised: 0,
    text: 'What was the hemoglobin?',
    context: '',
    instruction: '',
    passages: [],
  }

  it('asks each repeat once, by a seed of its own, whichever server answers', async () => {
    const servers = [await startServer(), await startServer()]
    const cache = new ResponseCache(join(temporaryFolder(), 'replies.sqlite'))
    const model = hasty(await open({ hosts: [servers[0]!] }))
    const before = chats(servers[0]!).length
    for (let round = 0; round < 2; round++) {
      for (const repeat of [0, 1, 2]) {
        const answer = await ollamaGenerator(model, { cache, reads: true }, repeat).generate(prompt, NEVER)
        expect(answer.cost?.isCached).toBe(round === 1)
      }
    }
    const seeds = chats(servers[0]!)
      .slice(before)
      .map(({ body }) => body.options.seed)
    expect(seeds).toEqual([7, 8, 9])
    // The same digest elsewhere: nothing is asked.
    const elsewhere = await open({ hosts: [servers[1]!] })
    const asked = chats(servers[1]!).length
    const answer = await ollamaGenerator(elsewhere, { cache, reads: true }, 2).generate(prompt, NEVER)
    expect([answer.cost?.isCached, answer.cost?.box, chats(servers[1]!).length - asked]).toEqual([
      true,
      servers[0]!.url,
      0,
    ])
    // What is not to be read is asked anew, and kept.
    const anew = await ollamaGenerator(model, { cache, reads: false }, 0).generate(prompt, NEVER)
    expect([anew.cost?.isCached, chats(servers[0]!).length - before]).toEqual([false, 4])
    cache.close()
  })

  it('keeps no reply that cannot be read as an answer', async () => {
    const server = await startServer()
    const model = await open({ hosts: [server], settings: { structured: true } })
    const cache = new ResponseCache(join(temporaryFolder(), 'replies.sqlite'))
    const generator = ollamaGenerator(
      { ...model, settings: { ...model.settings, structured: true } },
      { cache, reads: true },
    )
    server.behave = 'length'
    await expect(generator.generate(prompt, NEVER)).rejects.toMatchObject({ reason: 'window-full' })
    expect(cache.speedOf('tiny')).toBeNull()
    cache.close()
  })
})
